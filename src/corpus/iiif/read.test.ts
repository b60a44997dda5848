import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readAnnotation } from './annotation.ts'
import { readCanvasTruth } from './canvas-truth.ts'
import { addressesOf } from './image-address.ts'
import { readIiif, type ManifestCanvas } from './manifest.ts'
import { plainTextOf, readHtmlText } from './plain-text.ts'
import { readTargets } from './target.ts'

const canvasId = 'https://example.org/canvas/1'

function manifestWith(body: unknown, more: object = {}): ManifestCanvas {
  const painting = { type: 'Annotation', motivation: 'painting', body, target: canvasId }
  const page = { type: 'AnnotationPage', items: [painting] }
  const canvas = { id: canvasId, type: 'Canvas', width: 1000, height: 2000, items: [page], ...more }
  const read = readIiif({ type: 'Manifest', id: 'https://example.org/m', items: [canvas] })
  assert.ok('is' in read && read.is === 'manifest' && read.canvases[0])
  return read.canvases[0]
}

const picture = { id: 'https://example.org/1.jpg', type: 'Image', width: 500, height: 1000 }

function line(text: unknown, target: unknown, more: object = {}) {
  return {
    id: 'https://example.org/a/1',
    type: 'Annotation',
    motivation: 'supplementing',
    body:
      typeof text === 'string' ? { type: 'TextualBody', value: text, format: 'text/plain' } : text,
    target,
    ...more,
  }
}

function readOn(annotations: readonly unknown[], canvas = manifestWith(picture)) {
  const [image] = canvas.images
  assert.ok(image)
  const { truth, classes } = readCanvasTruth(annotations, { canvas, image })
  const [page] = truth.pages
  assert.ok(page)
  return { ...page, classes }
}

describe('the target of an annotation', () => {
  const box = { x: 10, y: 20, width: 300, height: 40 }
  const specific = (selector: unknown) => ({ type: 'SpecificResource', source: canvasId, selector })
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg"><polygon points="10,20 310,20 310,60"/></svg>'
  const forms: readonly (readonly [string, unknown])[] = [
    ['an address with a fragment', `${canvasId}#xywh=10,20,300,40`],
    ['a fragment in pixels', `${canvasId}#xywh=pixel:10,20,300,40`],
    ['a fragment in per cent', `${canvasId}#xywh=percent:1,1,30,2`],
    ['a fragment behind a time', `${canvasId}#t=1,2&xywh=10,20,300,40`],
    ['an object with an id', { id: `${canvasId}#xywh=10,20,300,40` }],
    ['a selector', specific({ type: 'FragmentSelector', value: 'xywh=10,20,300,40' })],
    [
      'a list of selectors',
      specific([
        { type: 'SvgSelector', value: svg },
        { type: 'FragmentSelector', value: 'xywh=10,20,300,40' },
      ]),
    ],
    ['an outline alone', specific({ type: 'SvgSelector', value: svg })],
    [
      'a source with an id',
      {
        ...specific({ type: 'FragmentSelector', value: 'xywh=10,20,300,40' }),
        source: { id: canvasId, type: 'Canvas' },
      },
    ],
    [
      'version 2',
      {
        '@type': 'oa:SpecificResource',
        full: canvasId,
        selector: { '@type': 'oa:FragmentSelector', value: 'xywh=10,20,300,40' },
      },
    ],
    [
      'a choice of version 2',
      {
        full: canvasId,
        selector: {
          '@type': 'oa:Choice',
          default: { '@type': 'oa:FragmentSelector', value: 'xywh=10,20,300,40' },
          item: { '@type': 'oa:SvgSelector', value: '<svg><path .../></svg>' },
        },
      },
    ],
    ['a list of one', [`${canvasId}#xywh=10,20,300,40`]],
    ['http where the manifest has https', `http://example.org/canvas/1#xywh=10,20,300,40`],
  ]
  for (const [form, target] of forms)
    test(`is read as ${form}`, () => {
      const { regions, skipped } = readOn([line('Dominus', target)])
      assert.deepEqual([regions.map((region) => region.box), skipped], [[box], {}])
    })

  const others: readonly (readonly [string, unknown, object])[] = [
    ['a whole canvas', canvasId, { annotation_of_block: 1 }],
    ['a point', specific({ type: 'PointSelector', x: 1, y: 2 }), { annotation_of_point: 1 }],
    [
      'several places',
      [`${canvasId}#xywh=1,2,30,40`, `${canvasId}#xywh=1,9,30,40`],
      { annotation_of_block: 1 },
    ],
    ['a moment', `${canvasId}#t=1,2`, { annotation_of_point: 1 }],
    ['another canvas', 'https://example.org/canvas/2#xywh=1,2,30,40', {}],
    ['no place at all', undefined, {}],
  ]
  for (const [form, target, skipped] of others)
    test(`is no line where it is ${form}`, () => {
      const read = readOn([line('Dominus', target)])
      assert.deepEqual([read.regions, read.skipped], [[], skipped])
    })
})

describe('what an annotation says', () => {
  const at = `${canvasId}#xywh=10,20,300,40`
  const textOf = (body: unknown, more: object = {}): unknown => {
    const { regions, skipped } = readOn([line(body, at, more)])
    return regions[0]?.text ?? Object.keys(skipped)[0]
  }
  test('is read as text, HTML, a choice of languages, a list, or a bare value', () => {
    assert.equal(textOf('Do\u200bminus  vobis'), 'Dominus vobis')
    assert.equal(
      textOf({
        type: 'TextualBody',
        format: 'text/html',
        value: '<b>Dom</b>inus<script>x</script>',
      }),
      'Dominus',
    )
    assert.equal(
      textOf({ type: 'TextualBody', value: '<p>Dominus &amp; vos</p>' }),
      'Dominus & vos',
    )
    assert.equal(textOf({ type: 'TextualBody', value: 'a < b' }), 'a < b')
    assert.equal(
      textOf({
        type: 'Choice',
        items: [
          { type: 'TextualBody', value: 'one' },
          { type: 'TextualBody', value: 'two' },
        ],
      }),
      'one',
    )
    assert.equal(
      textOf([
        { type: 'TextualBody', purpose: 'tagging', value: 'person' },
        { type: 'TextualBody', value: 'Karl' },
      ]),
      'Karl',
    )
    assert.equal(textOf(undefined, { bodyValue: 'Dominus' }), 'Dominus')
    assert.equal(
      textOf(undefined, {
        body: undefined,
        motivation: 'sc:painting',
        resource: { '@type': 'cnt:ContentAsText', chars: 'Dominus' },
      }),
      'Dominus',
    )
  })
  test('is left out with its reason where it is no line', () => {
    assert.equal(
      textOf({ id: 'https://example.org/text.txt', type: 'Text' }),
      'annotation_without_text',
    )
    assert.equal(textOf(''), 'annotation_without_text')
    assert.equal(textOf('one\ntwo'), 'annotation_of_block')
    assert.equal(
      textOf({ type: 'TextualBody', format: 'text/html', value: '<p>one</p><p>two</p>' }),
      'annotation_of_block',
    )
    for (const grain of ['page', 'block', 'paragraph', 'glyph'])
      assert.equal(textOf('Dominus', { textGranularity: grain }), 'annotation_of_block')
    assert.equal(textOf('a remark', { motivation: 'commenting' }), 'annotation_remark')
    assert.equal(textOf('a link', { motivation: ['linking', 'commenting'] }), 'annotation_remark')
  })
  test('is of a word or a line as it says itself, a comment then too', () => {
    const levels = ['word', 'line'].map((textGranularity) => {
      const { regions } = readOn([
        line('Dominus', at, { textGranularity, motivation: 'commenting' }),
      ])
      return regions[0]?.level
    })
    assert.deepEqual(levels, ['word', 'line'])
  })
  test('is a class where it tags the whole picture', () => {
    const tag = { motivation: 'tagging', body: { type: 'TextualBody', value: 'Apple' } }
    assert.deepEqual(readOn([line('', canvasId, tag)]).classes, ['Apple'])
    assert.deepEqual(readOn([line('', `${canvasId}#xywh=0,0,1000,2000`, tag)]).classes, ['Apple'])
    const part = readOn([line('', at, tag)])
    assert.deepEqual([part.classes, part.skipped], [[], { class_of_part: 1 }])
    const old = {
      motivation: ['oa:tagging', 'oa:commenting'],
      body: undefined,
      resource: [
        { '@type': 'oa:Tag', chars: 'Pear' },
        { '@type': 'dctypes:Text', chars: 'a remark' },
      ],
    }
    assert.deepEqual(readOn([line('', canvasId, old)]).classes, ['Pear'])
  })
})

describe('the pictures of a canvas', () => {
  test('may fill a part of it, and take along what is written there', () => {
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
  test('are none where it sounds, moves or is empty', () => {
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
    ['as they stand', picture, ['https://example.org/1.jpg']],
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
      'of more pixels than are read',
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
      'to choose from',
      { type: 'Choice', items: [picture, { ...picture, id: 'https://example.org/2.jpg' }] },
      ['https://example.org/1.jpg'],
    ],
  ]
  for (const [form, body, addresses] of table)
    test(`are asked for ${form}`, () => {
      const [image] = manifestWith(body).images
      assert.deepEqual(image && addressesOf(image), addresses)
    })
})

describe('a hostile document', () => {
  const keys = fc.constantFrom(
    'id',
    '@id',
    'type',
    '@type',
    'items',
    'sequences',
    'canvases',
    'images',
    'resource',
    'body',
    'target',
    'on',
    'selector',
    'value',
    'service',
    'sizes',
    'width',
    'height',
    'annotations',
    'otherContent',
    'motivation',
    'label',
    'rights',
    'requiredStatement',
    'first',
    'next',
    'default',
    'full',
    'source',
  )
  const words = fc.constantFrom(
    'Manifest',
    'Collection',
    'Canvas',
    'sc:AnnotationList',
    'Choice',
    'supplementing',
    'Image',
    'SvgSelector',
    'level0',
    `${canvasId}#xywh=1,2,3,4`,
    'xywh=percent:1e9,NaN,-1,0',
  )
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      fc.oneof(words, fc.double(), fc.string(), fc.constant(null), fc.boolean()),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(keys, tie('json'), { maxKeys: 6 }),
    ),
  }))
  test('is read to an end, whatever is in it', () => {
    fc.assert(
      fc.property(json, words, (value, type) => {
        const document = typeof value === 'object' && value !== null ? { ...value, type } : value
        const read = readIiif(document)
        if ('is' in read && read.is === 'manifest')
          for (const canvas of read.canvases)
            for (const image of canvas.images) {
              assert.ok(addressesOf(image).every((one) => typeof one === 'string'))
              readCanvasTruth(
                [value, ...canvas.annotations.flatMap(({ embedded }) => embedded ?? [])],
                { canvas, image },
              )
            }
        readAnnotation(value)
        readTargets(value)
        plainTextOf(value)
      }),
      { numRuns: 500 },
    )
  })
  test('keeps its scripts and its depth out of a text', () => {
    assert.equal(readHtmlText('a<script>alert(1)</script><img src=x onerror=alert(1)>b').text, 'ab')
    assert.equal(readHtmlText('<b>'.repeat(1_000_000)).text, '')
    assert.deepEqual(readHtmlText('<a href="javascript:x">b</a>'), {
      text: 'b',
      addresses: ['javascript:x'],
    })
  })
})
