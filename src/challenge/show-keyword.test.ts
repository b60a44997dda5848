import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showKeyword } from './show-keyword.ts'

const named = {
  en: 'blackletter printing',
  de: 'gedruckte Frakturschrift',
  'de-CH': 'gedruckte Fraktur',
  'zh-Hant': '哥特體印刷',
}
const names = Object.entries(named).map(([language, name]) => ({ class: 'c', language, name }))

/** The language in which the class of a corpus in `corpusLanguage` is shown. */
function shownTo(languages: string[], corpusLanguage = 'fr'): string {
  const shown = showKeyword({ keyword: 'gothique', corpusLanguage, names }, languages)
  const expected = Object.entries({ ...named, [corpusLanguage]: 'gothique' })
  assert.deepEqual(
    expected.filter(([language]) => language === shown.language).map(([, name]) => name),
    [shown.text],
  )
  return shown.language
}

const choices: readonly (readonly [languages: string[], shown: string])[] = [
  [['de'], 'de'],
  [['de-AT', 'en'], 'de'],
  [['de-CH'], 'de-CH'],
  [['zh-TW'], 'zh-Hant'],
  [['it', 'de'], 'de'],
  [['it'], 'en'],
  [[], 'en'],
  // The class itself is what it is called in the language of its corpus.
  [['fr-CA', 'en'], 'fr'],
  [['it', 'fr', 'en'], 'fr'],
]

for (const [languages, shown] of choices)
  test(`who reads ${languages.join(', ') || 'nothing'} is shown the name in ${shown}`, () => {
    assert.equal(shownTo(languages), shown)
  })

test('a name in the language of the corpus comes before the class itself', () => {
  const french = { class: 'c', language: 'fr', name: 'lettres gothiques' }
  const of = { keyword: 'gothique', corpusLanguage: 'fr', names: [...names, french] }
  assert.equal(showKeyword(of, ['fr-CA']).text, 'lettres gothiques')
})

test('a class without a name is shown as it is, in the language of its corpus', () => {
  const of = { keyword: 'gothique', names: [] }
  for (const corpusLanguage of ['fr', 'und', 'no tag'])
    assert.deepEqual(showKeyword({ ...of, corpusLanguage }, ['de']), {
      text: 'gothique',
      language: corpusLanguage,
    })
})
