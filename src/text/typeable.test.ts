import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { cleanText } from './clean-text.ts'
import { fitsVisitor } from './typeable.ts'
import { directionOf, scriptOf } from './script.ts'

const fit: [string, string][] = [
  ['Monatsſchrift', 'Latn'],
  ['Zwoͤlftes', 'Latn'],
  ['ﬀentlich', 'Latn'],
  ['Œuvre, cœur', 'Latn'],
  ['e\u0301te\u0301 passé', 'Latn'],
  ['„Was iſt?“', 'Latn'],
  ['Reichs-', 'Latn'],
  ['l’année 1743', 'Latn'],
  ['1784.', 'Latn'],
  ['Straße', 'Latn'],
  ['المسئلة', 'Arab'],
  ['كِتَاب', 'Arab'],
  ['λόγος', 'Grek'],
  ['ἄνθρωπος', 'Grek'],
  ['журнал', 'Cyrl'],
  ['שלום', 'Hebr'],
  ['शब्द', 'Deva'],
  ['λόγος', 'Zyyy'],
]
const unfit: [string, string, string][] = [
  ['is shorter than 3 letters', 'de', 'Latn'],
  ['is a page number between dashes', '— 13 —', 'Latn'],
  ['is longer than 25 letters', 'protocollum deputationis cae', 'Latn'],
  ['is only signs', '.....', 'Latn'],
  ['has dots for a gap', 'acte .. rendu', 'Latn'],
  ['has a sign of abbreviation', 'ꝑ deum', 'Latn'],
  ['has a Tironian and', 'pater ⁊ filius', 'Latn'],
  ['has a letter above that is no umlaut', 'qͣntum', 'Latn'],
  ['has a stroke that makes no letter', 'sp\u0305s sanctus', 'Latn'],
  ['has a letter for private use', '\ue72bber', 'Latn'],
  ['has struck-out letters', '⟦not⟧ this', 'Latn'],
  ['has an unreadable place', 'un*known', 'Latn'],
  ['has a superscript sign', 'deff^t', 'Latn'],
  ['has a tilde for an abbreviation', 'no~bis', 'Latn'],
  ['has a line break in it', 'one|two', 'Latn'],
  ['has a stray bracket', 'هاذه (هذه', 'Arab'],
  ['is of another script than its corpus', 'λόγος', 'Latn'],
  ['mixes two scripts', 'Mоscow', 'Latn'],
  ['has a raised letter', 'Mᵗʳᵉ Jean', 'Latn'],
]

describe('a known text', () => {
  for (const [text, script] of fit)
    test(`may decide: ${text}`, () => assert.equal(fitsVisitor(text, script), true))
  for (const [reason, text, script] of unfit)
    test(`may not decide when it ${reason}`, () => assert.equal(fitsVisitor(text, script), false))
})

describe('the script of texts', () => {
  const cases: [string[], string, string][] = [
    [['Monatsſchrift', 'λόγος'], 'Latn', 'ltr'],
    [['شيء', 'جاء'], 'Arab', 'rtl'],
    [['שלום'], 'Hebr', 'rtl'],
    [['1784', '—'], 'Zyyy', 'ltr'],
    [[], 'Zyyy', 'ltr'],
    [['abc', 'где', 'λόγ'], 'Zyyy', 'ltr'],
  ]
  for (const [texts, script, direction] of cases)
    test(`${texts.join(' ') || 'nothing'} is ${script}`, () => {
      assert.equal(scriptOf(texts), script)
      assert.equal(directionOf(scriptOf(texts)), direction)
    })
})

describe('a kept text', () => {
  test('is composed, on one line, and without invisible characters', () => {
    assert.equal(cleanText(' e\u0301te\u0301\r\n\u202eab\u00adc\u0007 '), 'été abc')
    assert.equal(cleanText(' \ufeff\n'), null)
  })
  test('stays as it is when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanText(text)
        assert.equal(once === null ? null : cleanText(once), once)
      }),
    )
  })
})
