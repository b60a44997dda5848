import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  goodOrder,
  importInto,
  fakeFolder,
  fakePicture,
  fakeContext,
} from '../../../test/setup/import.ts'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { ImportOrder } from './session.ts'
import { importFolder } from './folder.ts'

const order: ImportOrder = { ...goodOrder, folder: fakeFolder({}) }
const crop = { '1.png': fakePicture(120, 60), '1.txt': 'Monat' }

describe('an import is refused', () => {
  const cases: [string, Partial<ImportOrder>, RegExp][] = [
    ['without a licence', { licence: ' ' }, /which licence/],
    ['with a non-commercial licence', { licence: 'CC-BY-NC-4.0' }, /NC or ND/],
    ['with a licence that nobody knows', { licence: 'CC-BY-BC' }, /not a licence that is known/],
    [
      'with a licence of unseen signs',
      { licence: 'CC-BY-4.0\u202e', allowRestricted: true },
      /seen/,
    ],
    ['without a credit', { credit: '' }, /whom to credit/],
    ['with a credit that nobody sees', { credit: '\u200b\u0007' }, /whom to credit/],
    ['without a name', { corpus: '' }, /has a name/],
    ['with a name that commands a terminal', { corpus: 'a\u001b[2Jb' }, /name of a corpus/],
    ['with a name that turns its direction', { corpus: 'a\u202eb' }, /name of a corpus/],
    ['with a name of two lines', { corpus: 'a\nb' }, /name of a corpus/],
    ['with a link to a script', { creditUrl: 'javascript:alert(1)' }, /whole web address/],
    ['with a link that is none', { creditUrl: 'https://' }, /whole web address/],
    ['with a link without a host', { creditUrl: 'https:// /a' }, /whole web address/],
    ['with a link that never ends', { creditUrl: `https://a/${'b'.repeat(2000)}` }, /whole web/],
    ['with a language that has no such tag', { language: 'not a tag' }, /BCP 47/],
    ['with a language of one letter', { language: 'f' }, /BCP 47/],
  ]
  for (const [name, options, reason] of cases)
    test(name, async (t) => {
      const refusal = await importFolder({ ...order, ...options }, fakeContext(t))
      assert.ok('refused' in refusal)
      assert.match(refusal.refused, reason)
    })

  test('but not when restricted licences are allowed', async (t) => {
    const options = { licence: 'CC-BY-NC-4.0', allowRestricted: true }
    assert.ok(!('refused' in (await importFolder({ ...order, ...options }, fakeContext(t)))))
  })
})

// A credit could reverse the words beside it, and only the beginning of a link was checked.
test('what an import keeps of an order is in plain form', async (t) => {
  const context = fakeContext(t)
  const credit = ' City\u202e\narchive\u0007 '
  const creditUrl = 'HTTPS://Archive.example/a b'
  await importInto(context, crop, { credit, creditUrl, language: 'de-ch' })
  const whole = { role: 'known', count: 1, retired: false, from: 0 } as const
  const [drawn] = await drawItems(context.exposures, { corpus: 'letters', ...whole })
  assert.deepEqual(
    [drawn?.credit, drawn?.creditUrl],
    ['City archive', 'https://archive.example/a%20b'],
  )
  assert.equal((await context.corpora.find('letters'))?.language, 'de-CH')
})
