import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTranslations } from '../../build/words.ts'
import { languageCodes } from '../text/language-codes.ts'
import { languageOfTag } from '../text/language-tags.ts'
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

// What hCaptcha's documentation lists, and what telephones and browsers write for it.
const served = `
  af am ar az be bg bn bs ca ceb co cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha haw he hi hmn hr ht hu hy
  id ig is it ja jw:jv ka kk km kn ko ku ky la lb lo lt lv me:sr-ME mg mi mk ml mn mr ms mt my ne nl no:nb ny or pa pl
  ps pt:pt-PT pt-BR ro ru rw sd si sk sl sm sn so sq sr st su sv sw ta te tg th tk tl:fil tr tt ug uk ur uz vi xh yi yo
  zh:zh-Hans zh-CN:zh-Hans zh-TW:zh-Hant zu
  in:id iw:he nb:nb ji:yi jv:jv cnr:sr-ME sr-Latn-ME:sr-ME sr_RS:sr en_US:en iw_IL:he nb-NO:nb nn-NO:nb pt_AO:pt-PT
  pt-PT:pt-PT pt_BR:pt-BR zh_HK:zh-Hant zh-Hans-SG:zh-Hans fil-PH:fil ku-TR:ku ar-XX:ar
`
const expected = [...served.matchAll(/([^\s:]+)(?::(\S+))?/g)].map(
  ([, code = '', tag = code]) => [code, tag] as const,
)
const tagsOfCodes = [...new Set(expected.map(([, tag]) => tag))]

function choose(there: readonly string[], wanted: string): string {
  const list = there.map((tag) => ({ tag }))
  return chooseLanguage(list, readLanguages(wanted, undefined)).tag
}

test('each of the 112 codes, and of their other names, is answered by its language', () => {
  assert.equal(languageCodes.size, 112)
  assert.deepEqual(
    expected.slice(0, languageCodes.size).map(([code, tag]) => [code, tag]),
    [...languageCodes],
  )
  for (const [code, tag] of expected) assert.equal(choose(tagsOfCodes, code), tag, code)
})

test('each of the 112 codes is answered by the file of its language, or by the bare language or English where there is none yet', async () => {
  const there = [...(await readTranslations()).keys()]
  for (const [code, tag] of expected) {
    const chosen = choose(there, code)
    if (there.includes(tag)) assert.equal(chosen, tag, code)
    else assert.ok(['en', languageOfTag(tag)].includes(languageOfTag(chosen)), code)
  }
})

// Then `zh.json` cannot stand beside `zh-Hans.json`, and answer first.
test('no file has the name of a code that another file serves', async () => {
  for (const tag of (await readTranslations()).keys())
    assert.equal(languageCodes.get(tag) ?? tag, tag)
})
