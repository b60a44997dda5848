import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { importAddress } from './import-web.ts'
import { goodOrder, fakePicture, fakeContext } from '../../../test/setup/import.ts'
import { startServer, openWebFor, type ServerFixture } from '../../../test/setup/web.ts'
import { at, embedded, leftToManifests, manifestOf } from '../../../test/setup/iiif-documents.ts'

describe('a collection on the web', () => {
  const serve = async (t: TestContext): Promise<ServerFixture> => {
    const collection = (name: string, items: object[]): object => ({
      id: name,
      type: 'Collection',
      items,
    })
    const link = (id: string, type: string): object => ({ id, type })
    const many = Array.from({ length: 3 }, (_, number) =>
      embedded(String(number), `word ${number}`),
    )
    const documents: Record<string, object> = {
      '/top': collection('top', [
        link('/a', 'Collection'),
        link('/top', 'Collection'),
        link('/m1', 'Manifest'),
      ]),
      '/a': collection('a', [
        link('/b', 'Collection'),
        link('/m2', 'Manifest'),
        link('/gone', 'Manifest'),
      ]),
      '/b': collection('b', [
        link('/a', 'Collection'),
        link('/m1', 'Manifest'),
        link('/nc', 'Manifest'),
        link('/odd', 'Manifest'),
      ]),
      '/m1': manifestOf([embedded('1', 'Dominus')]),
      '/m2': manifestOf(many.slice(2)),
      '/nc': manifestOf(many, { rights: 'http://creativecommons.org/licenses/by-nc/4.0/' }),
      '/odd': { type: 'Range' },
    }
    return startServer(t, (request, response) => {
      const found = documents[request.url ?? '']
      const name = /pictures\/(\w+)\.png$/.exec(request.url ?? '')?.[1]
      if (found)
        response.end(JSON.stringify(found).replaceAll(at, `http://${request.headers.host}/`))
      else if (name) response.end(fakePicture(1_000, 500, name))
      else response.writeHead(404).end()
    })
  }

  test('is read to its end, each document once, even if it refers to itself', async (t) => {
    const { host, url, asked } = await serve(t)
    const context = fakeContext(t)
    const web = openWebFor(t, [host])
    const { folder: _, ...order } = { ...goodOrder, ...leftToManifests, folder: null }
    const report = await importAddress(url('/top'), order, { context, web })
    assert.ok('pages' in report)
    assert.equal(report.pages, 2)
    const codes = report.skipped.map(({ what, code }) => `${what.replace(url('/'), '')} ${code}`)
    assert.deepEqual(codes.toSorted(), [
      'a collection_loop',
      'gone not_fetched',
      'nc rights_not_open',
      'odd iiif_broken',
      'top collection_loop',
    ])
    assert.equal(asked.filter((path) => path === '/m1').length, 1)
  })

  test('is not imported further if a host keeps failing', async (t) => {
    const canvases = Array.from({ length: 60 }, (_, number) =>
      embedded(String(number), `word ${number}`),
    )
    const { host, url, asked } = await startServer(t, (request, response) => {
      if (request.url === '/m')
        response.end(
          JSON.stringify(manifestOf(canvases)).replaceAll(at, `http://${request.headers.host}/`),
        )
      else response.writeHead(500).end()
    })
    const { folder: _, ...order } = { ...goodOrder, folder: null }
    const report = await importAddress(url('/m'), order, {
      context: fakeContext(t),
      web: openWebFor(t, [host]),
    })
    assert.match(
      'refused' in report ? report.refused : '',
      /^Stopped, since .+the host answers 500.+goes on from there\.$/,
    )
    assert.equal(asked.length, 21)
  })
})
