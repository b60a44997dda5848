import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canonicalTag, isKnownLanguage, languageOfTag, tagsToLookFor } from './language-tags.ts'

describe('a language tag', () => {
  test('is brought into its canonical form, or is none', () => {
    const tags = ['DE_at', ' fr ', 'iw', 'ger', 'deutsch land', '', 'en-a-a', '../x']
    assert.deepEqual(tags.map(canonicalTag), ['de-AT', 'fr', 'he', 'de', null, null, null, null])
  })

  test('is looked for as it is, then by its script, then by its language', () => {
    assert.deepEqual(tagsToLookFor('zh-HK'), ['zh-HK', 'zh-Hant', 'zh', 'zh-Hans'])
    assert.deepEqual(tagsToLookFor('nb'), ['nb', 'nb-Latn', 'no'])
    assert.deepEqual(tagsToLookFor('nn'), ['nn', 'nn-Latn', 'no', 'nb'])
    assert.deepEqual(tagsToLookFor('sr-Latn-ME'), ['sr-Latn-ME', 'sr-ME', 'sr-Latn', 'sr'])
  })

  test('is of a language that there is, of three letters any', () => {
    const known = ['de', 'de-AT', 'zh-Hant', 'gsw', 'qqx']
    assert.deepEqual(known.filter(isKnownLanguage), known)
    assert.deepEqual(['xx', 'english', 'und', 'und-Latn'].filter(isKnownLanguage), [])
  })

  test('has a language, unless nobody knows what it is', () => {
    assert.deepEqual(['de-AT', 'und', '?'].map(languageOfTag), ['de', null, null])
  })
})
