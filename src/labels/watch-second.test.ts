import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { kinds } from '../kinds/kinds.ts'
import { kindNamed } from '../kinds/kind.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import type { LatestLabel } from '../model/reading.ts'
import { secondAnswersOf } from './watch-second.ts'

type Said = [itemId: string, networkHash: string, given: string, change?: Partial<LatestLabel>]

/** The labels of visitors, one after another, as second answers say whether they agree. */
function agreements(kind: string, said: readonly Said[]): [string, boolean][] {
  const labels = said.map(([itemId, networkHash, given, change], n): LatestLabel => {
    const asked = { weight: 1, knownAsked: 1, elapsedMs: 4_000, givenAtMs: n, knownAs: null }
    const common = { challengeId: `c${n}`, corpus: 'main', keyword: null, verdict: 'pass' } as const
    return { ...asked, ...common, itemId, networkHash, given, ...change }
  })
  const agreement = kindNamed(kinds, kind).agreement(defaultTextPolicy)
  const found = secondAnswersOf(labels, { agreement, standingOf: () => 'fresh' })
  return found.map(({ networkHash, isRight }) => [networkHash, isRight])
}

describe('second answers', () => {
  test('agree with the first to the same item, or contradict it', () => {
    const said: Said[] = [
      ['a', 'one', 'Haus'],
      ['b', 'one', 'Hof'],
      ['a', 'two', 'haus'],
      ['b', 'three', 'Huf'],
    ]
    assert.deepEqual(agreements('transcription', said), [
      ['two', true],
      ['three', false],
    ])
  })

  // Items on which visitors differ are asked longest, so that in later answers contradictions become usual.
  test('are neither those of the same network nor those after the second', () => {
    const said: Said[] = [
      ['a', 'one', 'Haus'],
      ['a', 'one', 'Hof'],
      ['a', 'two', 'Haus'],
      ['a', 'three', 'Hof'],
    ]
    assert.deepEqual(agreements('transcription', said), [['two', true]])
  })

  test('are none of items whose text the archive knows', () => {
    const known = { knownAs: 'Haus' }
    const said: Said[] = [
      ['a', 'one', 'Haus', known],
      ['a', 'two', 'Hof', known],
    ]
    assert.deepEqual(agreements('transcription', said), [])
  })

  test('of classes contradict a no with a yes, and say nothing about another class', () => {
    const said: Said[] = [
      ['a', 'one', 'yes', { keyword: 'seal' }],
      ['a', 'two', 'no', { keyword: 'seal' }],
      ['b', 'one', 'no', { keyword: 'seal' }],
      ['b', 'three', 'yes', { keyword: 'stamp' }],
    ]
    assert.deepEqual(agreements('classification', said), [['two', false]])
  })
})
