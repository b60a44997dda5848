import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { WordsFile } from '../../wire/words.ts'
import { languageCodes } from '../../text/language-codes.ts'
import {
  alwaysWhole,
  readLanguages,
  type CheckedLanguage,
} from '../../../build/languages/language.ts'
import { directionOf, findShapeFaults, missing } from '../../../build/languages/shape.ts'
import { bundleWords, wordsFolder } from '../../../build/words.ts'

const languages = await readLanguages()

/** Says what is wrong with the shape of a language. */
function faultsOf(language: CheckedLanguage): string[] {
  return findShapeFaults(language).map(({ sentence, fault }) =>
    sentence === null ? fault : `${sentence}: ${fault}`,
  )
}

function read(tag: string): CheckedLanguage {
  const language = languages.find((other) => other.tag === tag)
  assert.ok(language, tag)
  return language
}

for (const tag of alwaysWhole) {
  test(`${tag} has every sentence, with the places of the English one and all its plural forms`, () => {
    assert.deepEqual(faultsOf(read(tag)), [])
  })
}

test('every other language there is a file for has the same, as far as it has been translated', () => {
  for (const language of languages) {
    const faults = faultsOf(language).filter((fault) => !fault.endsWith(`: ${missing}`))
    assert.deepEqual(faults, [], language.tag)
  }
})

test('the languages of the 112 codes that are read from right to left are these eight', () => {
  const tags = [...new Set(languageCodes.values())]
  const fromRight = tags.filter((tag) => directionOf(tag) === 'rtl')
  assert.deepEqual(fromRight, ['ar', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'])
})

// The test above would be worth nothing if it saw no fault.
test('faults that are planted in a language are found', () => {
  const arabic = read('ar')
  const { challenge } = arabic.translation
  const plant = (change: () => object): string[] =>
    faultsOf({ ...arabic, translation: { ...arabic.translation, ...change() } })
  const { close: _, ...withoutClose } = challenge
  const { few: __, ...withoutFew } = challenge['score'] as Record<string, string>
  assert.deepEqual(
    plant(() => ({ challenge: withoutClose })),
    ['challenge.close: missing'],
  )
  assert.deepEqual(
    plant(() => ({ challenge: { ...challenge, more: 'x' } })),
    ['challenge.more: unknown'],
  )
  assert.deepEqual(
    plant(() => ({ challenge: { ...challenge, text: 'النص {count}' } })),
    ['challenge.text: places of other'],
  )
  assert.deepEqual(
    plant(() => ({ challenge: { ...challenge, score: withoutFew } })),
    ['challenge.score: forms are not few,many,one,other,two,zero'],
  )
  assert.deepEqual(
    plant(() => ({ challenge: { ...challenge, close: ' ' } })),
    ['challenge.close: blanks in other'],
  )
  assert.deepEqual(
    plant(() => ({ challenge: { ...challenge, close: { other: 'x' } } })),
    ['challenge.close: plural', 'challenge.close: forms are not few,many,one,other,two,zero'],
  )
  const few = { ...(challenge['score'] as object), few: 'نتيجتك من أصل {rounds}.' }
  assert.deepEqual(
    plant(() => ({ challenge: { ...challenge, score: few } })),
    ['challenge.score: places of few'],
  )
  assert.deepEqual(
    plant(() => ({ direction: 'ltr' })),
    ['direction'],
  )
})

// hCaptcha's checkbox said of too many attempts what it says of any failure.
test('the checkbox says of too many attempts, in every language, what the challenge says', async () => {
  for (const { language, bytes } of await bundleWords()) {
    const { checkbox, challenge } = JSON.parse(String(bytes)) as WordsFile
    assert.ok(challenge['too-many'], language.tag)
    assert.equal(checkbox['rate-limited'], challenge['too-many'], language.tag)
  }
})

test('a language is one file: it is found in the folder, and English fills in where it has no words', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => {
    rmSync(folder, { recursive: true })
  })
  const before = await bundleWords()
  cpSync(wordsFolder, folder, { recursive: true })
  // A tag that is nobody's language, so that it cannot be one that was added.
  const italian = { name: 'Italiano', direction: 'ltr', challenge: { close: 'Chiudi' } }
  writeFileSync(join(folder, 'qaa.json'), JSON.stringify(italian))
  const after = await bundleWords(folder)
  const added = after.find(({ language }) => language.tag === 'qaa')
  assert.equal(added?.language.name, 'Italiano')
  const { checkbox, challenge } = JSON.parse(String(added.bytes)) as WordsFile
  assert.deepEqual(
    [challenge['close'], challenge['another'], checkbox['label']],
    ['Chiudi', 'Another challenge', 'I am human'],
  )
  assert.equal(added.language.demo['send'], 'Sign the book')
  assert.deepEqual(
    after.filter(({ language }) => language.tag !== 'qaa'),
    before,
  )
})
