import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startServer } from '../../../test/setup/web.ts'
import { fakeTerminal } from '../../../test/setup/terminal.ts'

const terms = ['--corpus', 'letters', '--licence', 'CC0-1.0', '--credit', 'Archive']

function manifestOf(host: string, image: object): object {
  return {
    '@context': 'http://iiif.io/api/presentation/3/context.json',
    id: `http://${host}/m`,
    type: 'Manifest',
    items: [
      {
        id: `http://${host}/c`,
        type: 'Canvas',
        width: 200,
        height: 100,
        items: [
          {
            type: 'AnnotationPage',
            items: [{ type: 'Annotation', motivation: 'painting', body: image, target: 'c' }],
          },
        ],
        annotations: [
          {
            type: 'AnnotationPage',
            items: [
              {
                id: `http://${host}/line`,
                type: 'Annotation',
                motivation: 'supplementing',
                body: { type: 'TextualBody', value: 'Dominus' },
                target: `http://${host}/c#xywh=10,10,80,30`,
              },
            ],
          },
        ],
      },
    ],
  }
}

describe('an import of a manifest from which nothing came in', () => {
  const service = {
    id: 'http://169.254.169.254/iiif/1',
    type: 'ImageService2',
    profile: 'http://iiif.io/api/image/2/level0.json',
  }
  // The report ended like any other, with zeros, so whoever did not read every row thought that it had succeeded.
  const images = [
    [
      'since its picture is broken',
      (host: string) => ({ id: `http://${host}/p.png`, type: 'Image' }),
      /Nothing came in: http:\S+\/p\.png: picture cannot be used: [^.]+\.$/,
    ],
    // The address of its image service was refused, but the report said that nothing says where the picture is.
    [
      'since the address of its image service is refused',
      () => ({ id: service.id, type: 'Image', service: [service] }),
      /: its service at http:\/\/169\.254\.169\.254\/iiif\/1\/info\.json gives nothing: 169\.254\.169\.254 is not a public address\.$/,
    ],
  ] as const
  for (const [why, imageAt, sentence] of images)
    test(`says so in its last line, ${why}`, async (t) => {
      const { host, url } = await startServer(t, (request, response) =>
        request.url === '/m'
          ? response.end(JSON.stringify(manifestOf(host, imageAt(host))))
          : response.end(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      )
      const terminal = fakeTerminal()
      t.after(terminal.close)
      const argv = ['corpus', 'import', url('/m'), ...terms, '--allow-host', host]
      const { code, out } = await terminal.run(...argv)
      assert.equal(code, 0)
      assert.match(out.trim().split('\n').at(-1) ?? '', sentence)
      assert.doesNotMatch(out, /\.\.(\s|$)/)
    })
})
