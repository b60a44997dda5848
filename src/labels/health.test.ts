import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evidence, item, label } from '../../test/setup/canary.ts'
import { agreeOnText } from '../kinds/transcription/agreement.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import type { ItemStatus } from '../model/item.ts'
import type { Evidence } from '../model/reading.ts'
import { openHealth, type Health, type HealthTerms } from './health.ts'

const terms: HealthTerms = {
  agreement: agreeOnText(defaultTextPolicy),
  settle: () => null,
  isHeld: (networkHash) => networkHash === 'bot',
  isRecalled: ({ given }) => given === 'recalled',
  periods: [{ fromMs: 50, toMs: 60, reason: 'canaries' }],
  sinceMs: 1_000,
}

function healthOf(all: readonly Evidence[]): Health {
  const health = openHealth(terms)
  for (const one of all) health.add(one)
  return health.measure()
}

describe('the health of a corpus', () => {
  test('counts labels of held networks and periods, with recent ones separately', () => {
    const bot = { networkHash: 'bot', givenAtMs: 1 }
    const late = { ...bot, givenAtMs: 2_000 }
    const times = [label('d', { givenAtMs: 50 }), label('e', { givenAtMs: 60 })]
    const labels = [label('a', bot), label('b', late), label('c'), ...times]
    const health = healthOf([evidence(labels)])
    assert.deepEqual(health.labels, { all: 5, held: 3, recalled: 0, heldLately: 1 })
    assert.equal(health.networksHeldLately, 1)
  })

  // When all labels were recalled, health reported "0 of 874 labels" held, and an attack measured on them.
  // They were counted as if they still stood.
  test('counts recalled labels as held, and measures no canary by them', () => {
    const recalled = label('recalled', { networkHash: 'bot', givenAtMs: 2_000 })
    const health = healthOf([evidence([recalled, recalled]), evidence([recalled, label('Haus')])])
    assert.deepEqual(health.labels, { all: 4, held: 3, recalled: 3, heldLately: 0 })
    assert.deepEqual([health.networksHeldLately, health.canaries.items], [0, 1])
    assert.deepEqual([health.canaries.labels, health.canaries.labelAccuracy], [1, 1])
  })

  test('counts what the pool made of items, and how known ones were answered', () => {
    const part = (was: ItemStatus, is: ItemStatus): Evidence =>
      evidence([], { item: { ...item, status: was }, poolStatus: is })
    const known = { itemId: 'a', challengeId: 'c', corpus: 'letters', given: 'x', keyword: null }
    const answer = { ...known, verdict: 'pass', networkHash: 'n', givenAtMs: 1 } as const
    const answered = evidence([], {
      knownAnswers: [
        { ...answer, isRight: true },
        { ...answer, isRight: false },
      ],
    })
    const health = healthOf([
      part('unknown', 'known'),
      part('known', 'doubtful'),
      part('known', 'known'),
      answered,
    ])
    assert.deepEqual(health.pool, { promoted: 1, demoted: 1 })
    assert.deepEqual(health.known, { asked: 2, right: 1 })
  })
})
