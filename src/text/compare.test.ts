import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { defaultTextPolicy, type TextPolicy } from '../model/corpus.ts'
import { foldText, matchesText } from './compare.ts'

const strict: TextPolicy = {
  case: 'keep',
  diacritics: 'keep',
  ligatures: 'keep',
  longS: 'keep',
  abbreviations: {},
  editsMax: 0,
}

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

  test('long s and ligatures are folded each by its own word', () => {
    const longS: TextPolicy = { ...defaultTextPolicy, longS: 'keep' }
    assert.equal(matchesText('waſſer', 'Wasser', longS), false)
    assert.equal(matchesText('waſſer', 'Waſſer', longS), true)
    assert.equal(matchesText('caeſar', 'Cæſar', longS), true)
    assert.equal(matchesText('iſt', 'iﬅ', longS), true)
    const ligatures: TextPolicy = { ...defaultTextPolicy, ligatures: 'keep' }
    assert.equal(matchesText('waſſer', 'Wasser', ligatures), true)
    assert.equal(matchesText('Caesar', 'Cæsar', ligatures), false)
  })

  test('what long s is kept in stays as it is when it is folded again', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'ſ', 's', 'ﬅ', 'ẛ', '\u0307', 'æ', 'ﬁ', 'É', ' '),
    })
    const longS: TextPolicy = { ...defaultTextPolicy, longS: 'keep' }
    fc.assert(
      fc.property(letters, (text) => {
        const folded = foldText(text, longS)
        assert.equal(foldText(folded, longS), folded)
      }),
    )
  })

  describe('with abbreviations', () => {
    const abbreviations = { '&': 'und', 'Hr.': 'Herr', 'z. E.': 'never', '†': '', 'K.K.': 'VI' }
    const short: TextPolicy = { ...defaultTextPolicy, abbreviations, editsMax: 0 }
    const cases: readonly (readonly [given: string, known: string, isSame: boolean])[] = [
      ['Haus & Hof', 'Haus und Hof', true],
      ['Haus und Hof', 'Haus & Hof', true],
      ['Haus, &, Hof', 'Haus und Hof', true],
      ['Haus Hof', 'Haus & Hof', false],
      ['(hr. Maier', 'Herr Maier', true],
      ['Hr Maier', 'Herr Maier', false],
      ['„Hr.“ Maier', 'Herr Maier', true],
      ['Maier †', 'Maier', true],
      ['†', 'Maier', false],
      ['Haus&Hof', 'Haus und Hof', false],
      // The numeral is that of the known text, not of the expansion of its words.
      ['und XVI', '& XVI', true],
      ['und XIV', '& XVI', false],
    ]
    for (const [given, known, isSame] of cases)
      test(`“${given}” is ${isSame ? '' : 'not '}“${known}”`, () => {
        assert.equal(matchesText(given, known, short), isSame)
      })

    test('the judge and the readings bring both to the same form', () => {
      assert.equal(foldText('Hr. & Fr.', short), 'herr und fr')
      assert.equal(foldText('herr UND fr', short), 'herr und fr')
    })

    test('only a hundred count, and names of object properties are not among them', () => {
      const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`w${n}`, 'x']))
      const policyOfMany = { ...defaultTextPolicy, abbreviations: many }
      assert.equal(foldText('w99 w100 constructor', policyOfMany), 'x w100 constructor')
    })
  })

  const policy: fc.Arbitrary<TextPolicy> = fc.record({
    case: fc.constantFrom('fold', 'keep'),
    diacritics: fc.constantFrom('fold', 'keep'),
    ligatures: fc.constantFrom('fold', 'keep'),
    longS: fc.constantFrom('fold', 'keep'),
    abbreviations: fc.constant({}),
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
