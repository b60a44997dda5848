import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addressesOf } from './image-address.ts'
import { canvasId, line, manifestWith, picture, readOn } from '../../../test/setup/canvas.ts'

describe('the pictures of a canvas', () => {
  test('may fill a part of it, with the lines in that part', () => {
    const canvas = manifestWith(picture, {
      items: [
        {
          items: [
            { motivation: 'painting', body: picture, target: `${canvasId}#xywh=500,0,500,2000` },
          ],
        },
      ],
    })
    const { regions, widthUnits, heightUnits } = readOn(
      [
        line('here', `${canvasId}#xywh=600,100,200,40`),
        line('there', `${canvasId}#xywh=100,100,200,40`),
      ],
      canvas,
    )
    assert.deepEqual([widthUnits, heightUnits], [500, 2000])
    assert.deepEqual(
      regions.map(({ text, box }) => [text, box.x]),
      [['here', 100]],
    )
  })
  test('are none if it has sound, film or nothing', () => {
    assert.equal(
      manifestWith({ type: 'Sound', id: 'https://example.org/1.mp3' }).without,
      'canvas_of_sound_or_film',
    )
    assert.equal(
      manifestWith({ type: 'Video', id: 'https://example.org/1.mp4' }).without,
      'canvas_of_sound_or_film',
    )
    assert.equal(manifestWith(undefined).without, 'canvas_without_picture')
    assert.equal(
      manifestWith({ type: 'TextualBody', value: 'a caption' }).without,
      'canvas_without_picture',
    )
  })

  const service = (more: object) => ({
    ...picture,
    service: [
      { id: 'https://example.org/iiif/1', type: 'ImageService3', profile: 'level1', ...more },
    ],
  })
  const table: readonly (readonly [string, unknown, string[]])[] = [
    ['from their own address', picture, ['https://example.org/1.jpg']],
    [
      'of version 3',
      service({}),
      ['https://example.org/iiif/1/full/max/0/default.jpg', picture.id],
    ],
    [
      'of version 2',
      service({
        id: undefined,
        type: undefined,
        '@id': 'https://example.org/iiif/1',
        '@context': 'http://iiif.io/api/image/2/context.json',
        profile: 'http://iiif.io/api/image/2/level2.json',
      }),
      ['https://example.org/iiif/1/full/full/0/default.jpg', picture.id],
    ],
    [
      'of level 0',
      service({
        profile: 'level0',
        sizes: [
          { width: 100, height: 200 },
          { width: 400, height: 800 },
        ],
      }),
      ['https://example.org/iiif/1/full/400,800/0/default.jpg', picture.id],
    ],
    ['of level 0 without a list', service({ profile: 'level0' }), [picture.id]],
    [
      'with a limit of width',
      service({ maxWidth: 250 }),
      ['https://example.org/iiif/1/full/125,250/0/default.jpg', picture.id],
    ],
    [
      'with a limit of area',
      service({ maxArea: 125_000 }),
      ['https://example.org/iiif/1/full/250,500/0/default.jpg', picture.id],
    ],
    [
      'with more pixels than are read',
      service({ width: 20_000, height: 20_000 }),
      ['https://example.org/iiif/1/full/10000,10000/0/default.jpg', picture.id],
    ],
    [
      'cut out of a larger one',
      {
        type: 'SpecificResource',
        source: service({}),
        selector: { type: 'ImageApiSelector', region: '10,20,300,400' },
      },
      ['https://example.org/iiif/1/10,20,300,400/max/0/default.jpg'],
    ],
    [
      'with another service first',
      {
        ...picture,
        service: [
          { '@type': 'AuthCookieService1', '@id': 'x' },
          { '@type': 'ImageService2', '@id': 'https://example.org/iiif/1', profile: 'level1' },
        ],
      },
      ['https://example.org/iiif/1/full/full/0/default.jpg', picture.id],
    ],
    [
      'from a choice',
      { type: 'Choice', items: [picture, { ...picture, id: 'https://example.org/2.jpg' }] },
      ['https://example.org/1.jpg'],
    ],
  ]
  for (const [form, body, addresses] of table)
    test(`are fetched ${form}`, () => {
      const [image] = manifestWith(body).images
      assert.deepEqual(image && addressesOf(image), addresses)
    })
})
