import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareTable, listFaults } from './check.ts'
import { parseSet, readExemplars } from './exemplars.ts'
import { findOtherLanguage } from './identify.ts'
import { alwaysWhole, readLanguages, type CheckedLanguage } from './language.ts'
import { missing } from './shape.ts'
import { findLeftEnglish } from './left-english.ts'
import { findForeignLetters } from './letters.ts'
import { compareWithAltcha, shareRun } from './compare.ts'
import { checkSpelling, findUnknownWords } from './spelling.ts'
import { hashOf } from './review.ts'
import { reviewAll, statusOf } from './status.ts'
import { languageCodes } from '../../src/text/language-codes.ts'

const languages = await readLanguages()

/** A language with other sentences of the challenge than its own, and with another review. */
function plant(
  tag: string,
  challenge: Record<string, string>,
  review?: CheckedLanguage['review'],
): CheckedLanguage {
  const language = languages.find((other) => other.tag === 'fr')
  assert.ok(language)
  const { translation } = language
  return {
    ...language,
    tag,
    translation: { ...translation, challenge: { ...translation.challenge, ...challenge } },
    review: review ?? language.review,
  }
}

function close(text: string, tag = 'fr', review?: CheckedLanguage['review']): CheckedLanguage {
  const planted = plant(tag, {}, review)
  const nothing = {
    checkbox: {},
    kinds: {},
    home: {},
    fallback: {},
    thanks: {},
    demo: {},
    demoClasses: {},
  }
  return {
    ...planted,
    translation: { ...planted.translation, ...nothing, challenge: { close: text } },
  }
}

for (const language of languages)
  test(`the checks find no fault in ${language.tag}, unless that a new sentence is not translated yet`, () => {
    const faults = listFaults(language).filter(
      (fault) => alwaysWhole.has(language.tag) || !fault.endsWith(`: ${missing}`),
    )
    assert.deepEqual(faults, [])
  })

describe('the check of letters', () => {
  const cases: [tag: string, text: string, fault: string | null][] = [
    ['fr', 'Fermer l’été à {count} … Incipit', null],
    ['fr', 'Fermér ñ', 'letters: ñ'],
    ['ru', 'Закрыть файлы cookie', null],
    ['ru', 'Зaкрыть', 'letters: a'],
    ['uk', 'Закрыть', 'letters: ы'],
    ['fa', 'می\u200cتوانید', null],
    ['fa', 'كتاب', 'letters: ك'],
    ['ar', 'هل أنت إنسان؟', null],
    ['ar', 'نعم; لا', 'letters: ;'],
    ['hy', 'Փակել և սպասել։', null],
    ['ur', 'میں انسان ہوں۔', null],
    ['tr', 'İptal ışık', null],
    ['vi', 'Tôi là con người', null],
    ['zh-Hans', '请稍后再试。', null],
    ['zh-Hans', '請稍後再試。', 'letters: 請 試'],
    ['zh-Hant', '请稍後再試。', 'letters: 请'],
    ['ja', '読み込み中…', null],
    ['ja', '说明', 'letters: 说'],
    ['yo', 'Mo jẹ́ ènìyàn', null],
    ['sr', 'Затвори', null],
    ['sr-ME', 'Śedi', null],
    ['hmn', 'Kaw', null],
    ['fr', 'Fer\u202fmer\u00a0!', null],
    ['fr', 'Fer\u200bmer', 'letters: U+200B'],
  ]
  for (const [tag, text, fault] of cases)
    test(`finds ${fault ?? 'nothing'} in “${text}” in ${tag}`, () => {
      assert.deepEqual(
        findForeignLetters(close(text, tag)).map((found) => found.fault),
        fault === null ? [] : [fault],
      )
    })

  test('accepts what a review of the language names', () => {
    assert.deepEqual(findForeignLetters(close('Señor', 'fr', { characters: 'ñ' })), [])
  })

  test('knows the letters of the language of every code', () => {
    for (const tag of languageCodes.values()) assert.ok(readExemplars(tag)?.letters.size, tag)
  })

  test('reads a set as CLDR writes it', () => {
    assert.deepEqual([...parseSet('[a-c {dz} \\- \\u200C é]')], Array.from('abcdz-\u200cé'))
  })
})

describe('the check for English', () => {
  const faultsOf = (language: CheckedLanguage): string[] =>
    findLeftEnglish(language).map(({ sentence, fault }) => `${sentence}: ${fault}`)

  test('finds a sentence that was not translated, and a word of English', () => {
    assert.deepEqual(faultsOf(close('Close')), ['challenge.close: the same as in English'])
    assert.deepEqual(faultsOf(close('Fermer, please')), ['challenge.close: English words: please'])
    assert.deepEqual(faultsOf(close('Fermer')), [])
  })

  test('accepts what a review of the language names', () => {
    assert.deepEqual(faultsOf(close('Close', 'fr', { asInEnglish: ['challenge.close'] })), [])
    assert.deepEqual(faultsOf(close('Again', 'gd', { asInEnglish: ['again'] })), [])
  })
})

describe('the check of the language', () => {
  test('finds a file that is in another language than its name says', () => {
    assert.deepEqual(findOtherLanguage(plant('fr', {})), [])
    assert.deepEqual(findOtherLanguage(plant('it', {})), [
      { sentence: null, fault: 'taken for fra' },
    ])
  })
})

describe('the spelling of a language', () => {
  const language = close('Fermer Fermmer')
  const run = (_: string, text: string): string[] => text.match(/\p{L}*mm\p{L}*/gu) ?? []

  test('is known as far as a dictionary was there, and as long as the text is the same', () => {
    const spelling = checkSpelling(language, 'fr', run) ?? undefined
    assert.deepEqual(findUnknownWords(language, spelling), ['Fermmer'])
    assert.deepEqual(findUnknownWords(close('Fermmer'), spelling), null)
    assert.equal(checkSpelling(language, null, run), null)
    assert.equal(
      checkSpelling(language, 'fr', () => null),
      null,
    )
  })

  test('leaves out what a review accepts', () => {
    const accepted = { ...language, review: { spelled: ['Fermmer'] } }
    const spelling = checkSpelling(accepted, 'fr', run) ?? undefined
    assert.deepEqual(findUnknownWords(accepted, spelling), [])
  })
})

describe('the comparison with altcha', () => {
  test('names the sentences that have nothing in common', () => {
    const compared = compareWithAltcha(plant('fr', { checking: 'Fermer' }))
    assert.ok(compared.length > 0)
    const ofChecking = compared.find(({ sentence }) => sentence === 'challenge.checking')
    assert.deepEqual([ofChecking?.ours, ofChecking?.isAlike], ['Fermer', false])
    assert.deepEqual(compareWithAltcha(plant('la', {})), [])
  })

  test('looks for four letters in a row, or two where no blanks are written', () => {
    assert.equal(shareRun('Vérification en cours', 'Vérifions…'), true)
    assert.equal(shareRun('Chargement', 'Vérification'), false)
    assert.equal(shareRun('正在加载', '加载中'), true)
    assert.equal(shareRun('正在加载', '验证'), false)
  })
})

describe('the status of a sentence', () => {
  test('is “unreviewed” with a fault, “machine-checked” without', () => {
    const language = plant('fr', {})
    const of = (faults: Parameters<typeof statusOf>[1]): unknown =>
      statusOf(language, faults).get('challenge.close')
    assert.equal(of([]), 'machine-checked')
    assert.equal(of([{ sentence: 'challenge.text', fault: 'x' }]), 'machine-checked')
    assert.equal(of([{ sentence: 'challenge.close', fault: 'x' }]), 'unreviewed')
    assert.equal(of([{ sentence: null, fault: 'x' }]), 'unreviewed')
  })

  test('is “person” only as long as the text is the one that was read', () => {
    const read = { ...plant('fr', {}), review: reviewAll(plant('fr', {})) }
    assert.equal(statusOf(read, []).get('challenge.close'), 'person')
    const changed = plant('fr', { close: 'Clore' }, read.review)
    assert.equal(statusOf(changed, []).get('challenge.close'), 'machine-checked')
    assert.equal(statusOf(changed, []).get('challenge.text'), 'person')
  })

  test('no review names a sentence that has changed or is gone', () => {
    for (const { tag, translation, review } of languages)
      for (const [name, hash] of Object.entries(review.person ?? {})) {
        const [group = '', key = ''] = name.split(/\.(.*)/s)
        const sentences = translation[group as 'challenge'] ?? {}
        assert.equal(hashOf(sentences[key] ?? ''), hash, `${tag} ${name}`)
      }
  })
})

const spellingColumn = 8

// A language whose file is new may still stand in the table as one that is missing. Spelling is what it was when the
// table was last written, as not every machine has the dictionaries.
test('the table of languages says what the checks find: npm run check:languages -- --write', async () => {
  const { is, shouldBe } = await compareTable()
  const rowsOf = (table: string): string[] =>
    table
      .split('\n')
      .filter((line) => line.startsWith('|') && !line.includes('---'))
      .map((line) => {
        const cells = line.split('|').map((cell) => cell.trim())
        return cells.slice(1, -1).toSpliced(spellingColumn, 1).join(' | ')
      })
  const should = new Set(rowsOf(shouldBe))
  assert.equal(rowsOf(is).length, rowsOf(shouldBe).length)
  const wrong = rowsOf(is).filter((row) => !row.includes('no file yet') && !should.has(row))
  assert.deepEqual(wrong, [])
})
