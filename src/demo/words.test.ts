import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoWordsOf } from './words.ts'

test('the demonstration pages use words of 4 to 12 letters, each once in its language', () => {
  for (const language of ['en', 'fr', 'de', 'la'] as const) {
    const words = demoWordsOf(language)
    assert.equal(words.length, 60)
    assert.equal(new Set(words).size, 60)
    for (const word of words) assert.match(word, /^\p{Lu}\p{Ll}{3,11}$/u)
  }
})
