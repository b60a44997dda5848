import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canvasId, line, readOn } from '../../../test/setup/canvas.ts'

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
    test(`makes no line if it is ${form}`, () => {
      const read = readOn([line('Dominus', target)])
      assert.deepEqual([read.regions, read.skipped], [[], skipped])
    })
})
