import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exposureLines } from './exposure-lines.ts'

test('a small corpus says what it shows, what a guess passes, and what more would do', () => {
  const slices = { count: 6, pairs: 150, shown: 25, share: 25 / 150, pairsWanted: 1_200 }
  const guess = { text: 'monat', share: 3 / 150 }
  assert.deepEqual(
    exposureLines({ slices, knownWanted: 240, guess, unread: { pages: 9, withoutKnown: 4 } }),
    [
      'One network is shown 25 of 150 pairs in a month (16.7 %). 1200 pairs would make it 2 %: more known items, with as many to be read.',
      'A blind guess passes 2.0 % of easy challenges; the best is “monat”. More known texts that differ would make it less.',
      'Known items are few for those that are to be read: they are paired again where some have seen them. 240 known items would be enough.',
      '4 of 9 pages to be read have no known item: their paper and hand may tell which picture decides. As many known items on each as are to be read would prevent it.',
    ],
  )
})

test('a large corpus says it shortly, and pictures have no best text', () => {
  const slices = { count: 52, pairs: 20_000, shown: 385, share: 385 / 20_000, pairsWanted: 1_200 }
  const unread = { pages: 0, withoutKnown: 0 }
  const large = { slices, unread, knownWanted: null, guess: { text: 'monat', share: 0.0009 } }
  assert.deepEqual(exposureLines(large), [
    'One network is shown 385 of 20000 pairs in a month (1.9 %).',
    'A blind guess passes 0.090 % of easy challenges; the best is “monat”.',
  ])
  const pictures = {
    slices: null,
    unread,
    knownWanted: null,
    guess: { text: null, share: 2 / 126 },
  }
  assert.deepEqual(exposureLines(pictures), ['A blind guess passes 1.6 % of easy challenges.'])
})
