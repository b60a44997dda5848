import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readAnnotation } from './annotation.ts'
import { readCanvasTruth } from './canvas-truth.ts'
import { addressesOf } from './image-address.ts'
import { readIiif } from './manifest.ts'
import { plainTextOf, readHtmlText } from './plain-text.ts'
import { readTargets } from './target.ts'
import { canvasId } from '../../../test/setup/canvas.ts'

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
  test('is read to its end, whatever it contains', () => {
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
  test('gives a text without scripts, and none if its elements are too deep', () => {
    assert.equal(readHtmlText('a<script>alert(1)</script><img src=x onerror=alert(1)>b').text, 'ab')
    assert.equal(readHtmlText('<b>'.repeat(1_000_000)).text, '')
    assert.deepEqual(readHtmlText('<a href="javascript:x">b</a>'), {
      text: 'b',
      addresses: ['javascript:x'],
    })
  })
})
