import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { defaultTextPolicy, type TextPolicy } from '../model/corpus.ts'
import { foldText, matchesText } from './compare.ts'

const strict: TextPolicy = { case: 'keep', diacritics: 'keep', ligatures: 'keep', editsMax: 0 }

const same: readonly (readonly [given: string, known: string, why: string])[] = [
  ['perdrix', 'Perdrix', 'case'],
  ['eleve', 'Élève', 'accents'],
  ['E\u0301le\u0300ve', 'Élève', 'decomposed letters'],
  ['waſſer', 'Wasser', 'long s'],
  ['oeuvre', 'œuvre', 'ligature'],
  ['CAESAR', 'Cæsar', 'ligature in capitals'],
  ['strasse', 'Straße', 'sharp s'],
  ['ﬀlich', 'fflich', 'compatibility form'],
  ['franzosischen', 'franzoͤſiſchen', 'small e over a letter'],
  ["l'archive", 'l’archive', 'apostrophe'],
  ['archive', ' archive. ', 'punctuation and blanks'],
  ['rez de chaussée', 'rez  de chaussée', 'blanks inside'],
  ['verhan', 'verhan¬', 'sign of division'],
  ['notaire', 'notaite', 'one letter of seven'],
  ['protocollaire', 'protocolaires', 'two letters of thirteen'],
  ['شيء', 'شيء', 'Arabic'],
  ['كتاب', 'كِتَاب', 'Arabic without its vowel signs'],
  ['1785', '1785', 'a year'],
  ['artcle iv', 'ARTICLE IV.', 'one letter beside a Roman numeral'],
]

const different: readonly (readonly [given: string, known: string, why: string])[] = [
  ['1786', '1785', 'a year is exact'],
  ['178', '1785', 'a figure is missing'],
  ['anno 1786 domini', 'anno 1785 domini', 'a figure within a text'],
  ['octobre 1l', 'octobre 11', 'a letter for a figure'],
  ['article ii', 'ARTICLE IV.', 'a Roman numeral is exact'],
  ['louis xiv roi de france', 'Louis XVI, roi de France', 'a Roman numeral within a text'],
  ['mots', 'mort', 'four letters are exact'],
  ['notable', 'notaire', 'two letters of seven'],
  ['', 'notaire', 'nothing'],
  ['...', 'notaire', 'nothing but punctuation'],
  ['', '', 'nothing is known'],
  ['कि', 'का', 'a vowel sign of an Indic script is a letter'],
]

describe('comparing a typed text with the known one', () => {
  for (const [given, known, why] of same) {
    test(`“${given}” is “${known}” (${why})`, () => {
      assert.equal(matchesText(given, known, defaultTextPolicy), true)
    })
  }
  for (const [given, known, why] of different) {
    test(`“${given}” is not “${known}” (${why})`, () => {
      assert.equal(matchesText(given, known, defaultTextPolicy), false)
    })
  }

  test('a strict policy takes the text as it stands and nothing else', () => {
    assert.equal(matchesText('Élève', 'Élève', strict), true)
    for (const given of ['élève', 'Eleve', 'Élèves', 'Éleve']) {
      assert.equal(matchesText(given, 'Élève', strict), false, given)
    }
  })

  test('a policy may allow fewer letters than the length would', () => {
    const one: TextPolicy = { ...defaultTextPolicy, editsMax: 1 }
    assert.equal(matchesText('protocollaire', 'protocolaires', one), false)
    assert.equal(matchesText('protocolaire', 'protocolaires', one), true)
  })

  const policy: fc.Arbitrary<TextPolicy> = fc.record({
    case: fc.constantFrom('fold', 'keep'),
    diacritics: fc.constantFrom('fold', 'keep'),
    ligatures: fc.constantFrom('fold', 'keep'),
    editsMax: fc.constantFrom(0, 1, 2),
  })

  test('a text is always itself, unless nothing of it is left to compare', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), policy, (text, of) => {
        assert.equal(matchesText(text, text, of), foldText(text, of) !== '')
      }),
    )
  })

  test('a policy is never more lenient than the default', () => {
    const words = fc.array(fc.constantFrom('a', 'A', 'é', 'ſ', 's', 'œ', 'o', 'e', '1', ' ', '-'), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(words, words, policy, (a, b, of) => {
        const [given, known] = [a.join(''), b.join('')]
        if (matchesText(given, known, { ...of, editsMax: 0 }))
          assert.equal(matchesText(given, known, defaultTextPolicy), true)
      }),
    )
  })
})
