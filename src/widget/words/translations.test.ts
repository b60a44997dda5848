import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Sentence, WordsFile } from '../../wire/words.ts'
import { languageCodes } from '../../text/language-codes.ts'
import { formsOf } from '../../../build/plurals.ts'
import {
  bundleWords,
  readTranslations,
  wordsFolder,
  type Translation,
} from '../../../build/words.ts'

const groups = ['checkbox', 'challenge', 'home', 'demo', 'demoClasses'] as const
const translations = await readTranslations()

function placesOf(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))].toSorted()
}

/** Says what is wrong with one sentence beside the English one. */
function faultsOfSentence(
  english: Sentence,
  sentence: Sentence | undefined,
  tag: string,
): string[] {
  if (sentence === undefined) return ['missing']
  const counted = formsOf(tag)
  const forms = typeof sentence === 'string' ? { other: sentence } : sentence
  const { other: englishForm = '' } = typeof english === 'string' ? { other: english } : english
  const faults: string[] = []
  if ((typeof sentence === 'string') !== (typeof english === 'string')) faults.push('plural')
  if (typeof sentence !== 'string') {
    const wanted = [...counted.keys()].toSorted().join()
    if (Object.keys(forms).toSorted().join() !== wanted) faults.push(`forms are not ${wanted}`)
  }
  for (const [category, text] of Object.entries(forms)) {
    const wanted = placesOf(englishForm)
    // A form of one number only may spell it out.
    const isOne = counted.get(category as Intl.LDMLPluralRule) === 1
    const isCounted = !isOne || text.includes('{count}')
    const places = isCounted ? wanted : wanted.filter((place) => place !== '{count}')
    if (placesOf(text).join() !== places.join()) faults.push(`places of ${category}`)
    if (text.trim() === '' || text.trim() !== text) faults.push(`blanks in ${category}`)
  }
  return faults
}

/** Says what is wrong with a language beside English. */
function faultsOf(english: Translation, other: Translation, tag: string): string[] {
  const faults: string[] = []
  if (new Intl.Locale(tag).toString() !== tag) faults.push('the tag is not canonical')
  if (!other.name) faults.push('no name')
  if (other.direction !== directionOf(tag)) faults.push('direction')
  for (const group of groups) {
    const [own, asked] = [other[group] ?? {}, english[group]]
    for (const key of Object.keys(own)) if (!(key in asked)) faults.push(`${group}.${key}: unknown`)
    for (const [key, sentence] of Object.entries(asked))
      for (const fault of faultsOfSentence(sentence, own[key], tag))
        faults.push(`${group}.${key}: ${fault}`)
  }
  return faults
}

function directionOf(tag: string): string {
  const { script = '' } = new Intl.Locale(tag).maximize()
  return ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm'].includes(script) ? 'rtl' : 'ltr'
}

function read(tag: string): Translation {
  const translation = translations.get(tag)
  assert.ok(translation, tag)
  return translation
}

for (const tag of ['en', 'fr', 'de', 'es', 'ar']) {
  test(`${tag} has every sentence, with the places of the English one and all its plural forms`, () => {
    assert.deepEqual(faultsOf(read('en'), read(tag), tag), [])
  })
}

test('every other language there is a file for is whole, too', () => {
  for (const [tag, translation] of translations)
    assert.deepEqual(faultsOf(read('en'), translation, tag), [], tag)
})

test('the languages of the 112 codes that are read from right to left are these eight', () => {
  const tags = [...new Set(languageCodes.values())]
  const fromRight = tags.filter((tag) => directionOf(tag) === 'rtl')
  assert.deepEqual(fromRight, ['ar', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'])
})

// The test above would be worth nothing if it saw no fault.
test('faults that are planted in a language are found', () => {
  const plant = (change: (copy: Translation) => object): string[] => {
    const copy = structuredClone(read('ar'))
    Object.assign(copy, change(copy))
    return faultsOf(read('en'), copy, 'ar')
  }
  const { challenge } = read('ar')
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
