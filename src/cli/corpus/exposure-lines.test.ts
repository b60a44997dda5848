import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exposureLines } from './exposure-lines.ts'

test('a small corpus says what it shows, what a guess passes, and what more would do', () => {
  const slices = { count: 6, pairs: 150, shown: 25, share: 25 / 150, pairsWanted: 1_200 }
  const guess = { text: 'monat', share: 3 / 150 }
  assert.deepEqual(
    exposureLines({
      slices,
      circle: null,
      needs: { forPairs: 200, forCanaries: null },
      guess,
      unread: { pages: 9, withoutKnown: 4 },
      unlike: 120,
    }),
    [
      'One network is shown 25 of 150 pairs in a month (16.7 %). 1200 pairs would make it 2 %: more known items, with as many to be read.',
      'A blind guess passes 2.0 % of easy challenges; the best is “monat”. More known items with other texts would lower this.',
      'There are few known items for those that are to be read, so they are paired again in front of networks that have seen them. 200 more known items would be enough.',
      '4 of 9 pages to be read have no known item: their paper and hand may tell which picture decides. As many known items on each as are to be read would prevent it.',
      '120 unread items wait for known ones of the same look. They follow once others have been read. To have them read sooner, transcribe some pages that look like theirs, or some items on these pages.',
    ],
  )
})

test('a large corpus says it shortly, and pictures have no best text', () => {
  const slices = { count: 52, pairs: 20_000, shown: 385, share: 385 / 20_000, pairsWanted: 1_200 }
  const unread = { pages: 0, withoutKnown: 0 }
  const large = {
    slices,
    circle: null,
    unread,
    unlike: 0,
    needs: { forPairs: null, forCanaries: null },
    guess: { text: 'monat', share: 0.0009 },
  }
  assert.deepEqual(exposureLines(large), [
    'One network is shown 385 of 20000 pairs in a month (1.9 %).',
    'A blind guess passes 0.090 % of easy challenges; the best is “monat”.',
  ])
  const pictures = {
    slices: null,
    circle: { all: 9_000, shown: 141, share: 1 / 64, knownWanted: 1_536, shareThen: 1 / 64 },
    unread,
    unlike: 0,
    needs: { forPairs: null, forCanaries: null },
    guess: { text: null, share: 2 / 126 },
  }
  assert.deepEqual(exposureLines(pictures), [
    'One network is shown 141 of 9000 pictures in a month (1.6 %).',
    'A blind guess passes 1.6 % of easy challenges.',
  ])
  const circle = { ...pictures.circle, all: 337, shown: 169, share: 169 / 337 }
  assert.equal(
    exposureLines({ ...pictures, circle })[0],
    'One network is shown 169 of 337 pictures in a month (50.1 %). 1536 known pictures of each class would make it 1.6 %.',
  )
})
