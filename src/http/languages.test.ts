import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage, readLanguages } from './languages.ts'

test('the language of the page comes first, then those the browser accepts by preference', () => {
  assert.deepEqual(readLanguages('fr', 'de;q=0.5, ar, en;q=0.8, *;q=0.1, it;q=0'), [
    'fr',
    'ar',
    'en',
    'de',
  ])
})

test('invalid language tags are left out', () => {
  assert.deepEqual(readLanguages('<script>', ',,;q=x, ../../etc, en-a-a, en'), ['en'])
  assert.deepEqual(readLanguages(undefined, undefined), [])
})

// Some browsers and telephones write an underscore, and names that were replaced in 1989.
test('an old or odd tag is read as the one that replaced it', () => {
  assert.deepEqual(readLanguages('iw_IL', 'in, FR_ca, ji, tl, zh_tw'), [
    'he-IL',
    'id',
    'fr-CA',
    'yi',
    'fil',
    'zh-TW',
  ])
})

const tags = ['en', 'fr', 'de', 'es', 'ar', 'zh', 'zh-Hant', 'pt', 'pt-BR', 'no', 'he', 'id']
const languages = tags.map((tag) => ({ tag }))

// Among them every regional code of hCaptcha's `hl`.
const choices: [wanted: string, chosen: string][] = [
  ['fr', 'fr'],
  ['FR_ca, FR', 'fr'],
  ['br, fr-FR, en', 'fr'],
  ['en-GB, fr', 'en'],
  ['en_US, fr', 'en'],
  ['de-AT', 'de'],
  ['es-419', 'es'],
  ['ar-EG-u-nu-latn', 'ar'],
  ['zh-CN', 'zh'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['pt-BR', 'pt-BR'],
  ['pt-PT', 'pt'],
  ['nb', 'no'],
  ['nn-NO', 'no'],
  ['iw_IL', 'he'],
  ['in', 'id'],
  ['frr', 'en'],
  ['xx, fr', 'fr'],
  ['__proto__, constructor', 'en'],
  ['', 'en'],
]

for (const [wanted, chosen] of choices) {
  test(`who wants ${wanted || 'nothing'} is spoken to in ${chosen}`, () => {
    assert.equal(chooseLanguage(languages, readLanguages(undefined, wanted)).tag, chosen)
  })
}

// Three hundred tags kept the event loop busy for others.
test('of hundreds of languages only the first ten are looked at', () => {
  const many = Array.from({ length: 300 }, () => 'xx').join(',')
  assert.equal(readLanguages(undefined, many).length, 10)
})
