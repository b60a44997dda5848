import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  importInto,
  fakePicture,
  fakeContext,
  skippedLines,
} from '../../../../test/setup/import.ts'
import { readCoco } from './coco.ts'

const categories = [
  { id: 7, name: 'apples' },
  { id: 90, name: 'pears' },
]

describe('an import of COCO', () => {
  test('takes the classes of whole pictures, and those with a score for doubtful', async (t) => {
    const context = fakeContext(t)
    const images = [
      { id: 31, file_name: 'a/1.png', width: 100, height: 200 },
      { id: 4, file_name: 'a/2.png', width: 100, height: 200 },
      { id: 5, file_name: 'b/1.png', width: 100, height: 200 },
    ]
    const annotations = [
      { id: 1, image_id: 31, category_id: 7, bbox: [0, 0, 100, 200] },
      { id: 2, image_id: 4, category_id: 90, score: 0.5 },
      { id: 3, image_id: 5, category_id: 90, bbox: [5, 5, 50, 50] },
    ]
    const report = await importInto(context, {
      'coco.json': JSON.stringify({ images, annotations, categories }),
      'a/1.png': fakePicture(100, 200, '1'),
      'a/2.png': fakePicture(100, 200, '2'),
      'b/1.png': fakePicture(100, 200, '3'),
    })
    const items = await context.listItems()
    assert.deepEqual(
      items.map(({ regionName, status, label, confidence }) => [
        regionName,
        status,
        label,
        confidence,
      ]),
      [
        ['a/1.png', 'known', 'apples', null],
        ['a/2.png', 'doubtful', 'pears', 0.5],
        ['b/1.png', 'unknown', null, null],
      ],
    )
    assert.deepEqual(skippedLines(report), ['coco.json: annotation 3 class_of_part 1'])
  })

  test('tells of pictures that are not there, and of two classes of one', async (t) => {
    const context = fakeContext(t)
    const images = [
      { id: 1, file_name: '1.png' },
      { id: 2, file_name: '2.png' },
    ]
    const annotations = [
      { image_id: 1, category_id: 7 },
      { image_id: 1, category_id: 7 },
      { image_id: 1, category_id: 90 },
      { image_id: 2, category_id: 90 },
    ]
    const report = await importInto(context, {
      'coco.json': JSON.stringify({ images, annotations, categories }),
      '1.png': fakePicture(100, 200),
    })
    assert.deepEqual(skippedLines(report), [
      'coco.json: 2.png picture_missing 1',
      'coco.json: 1.png other_class 1',
    ])
  })
})

describe('the reader of COCO', () => {
  test('never throws, and tells of each annotation once, as a class or as unread', () => {
    const id = fc.oneof(fc.nat({ max: 3 }), fc.string({ maxLength: 1 }), fc.constant(null))
    const value = fc.record(
      {
        images: fc.array(fc.oneof(fc.record({ id, file_name: fc.string() }), fc.jsonValue())),
        categories: fc.array(fc.oneof(fc.record({ id, name: fc.string() }), fc.jsonValue())),
        annotations: fc.array(
          fc.oneof(
            fc.record({
              image_id: id,
              category_id: id,
              bbox: fc.jsonValue(),
              score: fc.jsonValue(),
            }),
            fc.jsonValue(),
          ),
        ),
      },
      { requiredKeys: ['images', 'categories', 'annotations'] },
    )
    fc.assert(
      fc.property(value, (coco) => {
        const read = readCoco(Buffer.from(JSON.stringify(coco)))
        assert.ok(read && !('fault' in read))
        const rows = [...read.rows].filter((row) => 'pictureName' in row)
        const unread = (read.unusable ?? []).reduce((sum, { count }) => sum + count, 0)
        assert.equal(rows.length + unread, coco.annotations.length)
        for (const { confidence } of rows)
          assert.ok(confidence === null || (confidence >= 0 && confidence <= 1))
      }),
    )
  })

  test('leaves what is something else or broken to others', () => {
    for (const text of [
      '{"annotations": [], "categories": [}',
      '{"annotations": 1, "categories": 2}',
      '[]',
    ])
      assert.equal(readCoco(Buffer.from(text)), null)
  })
})
