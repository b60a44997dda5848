import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canvasId, line, readOn } from '../../../test/setup/canvas.ts'

describe('the text of an annotation', () => {
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
  test('is left out with a reason if it is not of a line', () => {
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
  test('is of a word or a line as the annotation says, also in a comment', () => {
    const levels = ['word', 'line'].map((textGranularity) => {
      const { regions } = readOn([
        line('Dominus', at, { textGranularity, motivation: 'commenting' }),
      ])
      return regions[0]?.level
    })
    assert.deepEqual(levels, ['word', 'line'])
  })
  test('is a class if it tags the whole picture', () => {
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
