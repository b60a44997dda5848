import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultTextPolicy } from '../model/corpus.ts'
import { bestGuess } from './best-guess.ts'

test('the best guess is the text that decides most often', () => {
  const deciding = [
    { text: 'Monat', pairs: 3 },
    { text: 'Wasser', pairs: 4 },
    { text: 'Zeitung', pairs: 1 },
  ]
  assert.deepEqual(bestGuess(deciding, defaultTextPolicy), { text: 'Wasser', pairs: 4 })
  assert.equal(bestGuess([], defaultTextPolicy), null)
})

test('a guess counts for every text that it matches with the letters that may be wrong', () => {
  const deciding = [
    { text: 'Wasser', pairs: 4 },
    { text: 'Haus', pairs: 3 },
    { text: 'Hause', pairs: 2 },
    { text: 'Hauses', pairs: 2 },
    { text: 'Maus', pairs: 1 },
  ]
  assert.deepEqual(bestGuess(deciding, defaultTextPolicy), { text: 'Haus', pairs: 5 })
  const exact = { ...defaultTextPolicy, editsMax: 0 } as const
  assert.deepEqual(bestGuess(deciding, exact), { text: 'Wasser', pairs: 4 })
})

test('every text that matches is found, also if two letters of it differ', () => {
  const words = ['Oberamtmann', 'Oberamtmanns', 'Unteramtmann', 'Obaramtman', 'Amtmann']
  const deciding = words.map((text) => ({ text, pairs: 1 }))
  assert.deepEqual(bestGuess(deciding, defaultTextPolicy), { text: 'Oberamtmann', pairs: 3 })
})
