import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLanguages } from './languages.ts'

test('the language of the page comes first, then those the browser accepts by preference', () => {
  assert.deepEqual(readLanguages('fr', 'de;q=0.5, ar, en;q=0.8, *;q=0.1, it;q=0'), [
    'fr',
    'ar',
    'en',
    'de',
  ])
})

test('what is no language tag is left out', () => {
  assert.deepEqual(readLanguages('<script>', ',,;q=x, ../../etc, en'), ['en'])
  assert.deepEqual(readLanguages(undefined, undefined), [])
})
