import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  knownCrop,
  fillPool,
  listPairs,
  unknownCrop,
  type Crop,
  type PoolFixture,
} from '../../../test/setup/pool.ts'
import { makeSite } from '../../manage/sites/make-site.ts'
import type { Challenge } from '../../model/challenge.ts'
import type { Reading } from '../../model/reading.ts'
import { answerChallenge } from '../../challenge/answer.ts'
import { issueChallenge } from '../../challenge/issue.ts'

function pairs(count: number): Crop[] {
  return Array.from({ length: 2 * count }, (_, n) => (n % 2 ? unknownCrop(300) : knownCrop(n, 300)))
}

function siteOf({ context }: PoolFixture) {
  return makeSite(context, { name: 'A site', corpora: ['pool'] })
}

async function issue(pool: PoolFixture, networkHash: string): Promise<Challenge> {
  const visitor = { languages: [], networkHash, prefixes: [], slicePoint: 0, host: null }
  const challenge = await issueChallenge(pool.context, siteOf(pool), visitor)
  assert.ok(challenge)
  return challenge
}

async function answer({ context }: PoolFixture, { id, sitekey, items, kind }: Challenge) {
  const texts = items.map(({ imageId, label }) => [imageId, label ?? 'Monat'] as const)
  const given = kind === 'transcription' ? { answers: Object.fromEntries(texts) } : { selected: [] }
  await answerChallenge(context, { sitekey, challengeId: id, answer: given, contract: 'ocapi' })
}

function readingOf(itemId: string, confidence: number): Reading {
  return {
    itemId,
    corpus: 'pool',
    text: 'Monat',
    state: 'provisional',
    confidence,
    rawConfidence: confidence,
    answers: 2,
    networks: 2,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 0,
    lastAnswerAtMs: 0,
    engine: 'test',
  }
}

// A network that kept asking got the same pictures again, and its further labels counted for nothing.
test('a network is asked no item twice while there are probes, and is still asked when there are none', async (t) => {
  const pool = await fillPool(t, 'transcription', { crops: pairs(12) })
  const seen: string[] = []
  for (let n = 0; n < 12; n += 1) {
    const challenge = await issue(pool, 'a network')
    seen.push(...challenge.items.map(({ itemId }) => itemId))
    await answer(pool, challenge)
    await answer(pool, await issue(pool, `network ${n}`))
  }
  assert.equal(new Set(seen).size, 24)
  assert.equal((await issue(pool, 'a network')).items.length, 2)
})

test('a network is shown no picture again that it answered, while there are probes', async (t) => {
  const crops = [
    ...Array.from({ length: 60 }, (_, n) => knownCrop(n, 100, n % 2 ? 'pears' : 'plums')),
    ...Array.from({ length: 20 }, () => unknownCrop(100)),
  ]
  const pool = await fillPool(t, 'classification', { crops })
  await pool.context.replenish(pool.corpus)
  const seen: string[] = []
  for (let n = 0; n < 5; n += 1) {
    const challenge = await issue(pool, 'a network')
    seen.push(...challenge.items.map(({ itemId }) => itemId))
    await answer(pool, challenge)
  }
  // At the end of a class, those that were answered may be all that is nearby.
  assert.ok(seen.length - new Set(seen).size <= 4, `${new Set(seen).size} of ${seen.length}`)
  for (let n = 0; n < 10; n += 1) await answer(pool, await issue(pool, 'a network'))
})

test('of the pairs whose turn is near, the one whose answer is worth most usually comes', async (t) => {
  let first = 0
  for (let round = 0; round < 40; round += 1) {
    const pool = await fillPool(t, 'transcription', { crops: pairs(16) })
    await pool.context.replenish(pool.corpus)
    const [near] = await listPairs(pool.store, 'pool')
    assert.ok(near)
    const reading = readingOf(near.probeId, 0.95)
    await pool.store.readings.keep([{ itemId: near.probeId, reading, event: null }], {
      corpus: 'pool',
      untilMs: 1,
      labelsSinceFit: 0,
    })
    const { items } = await issue(pool, 'a network')
    if (items.some(({ itemId }) => itemId === near.probeId)) first += 1
  }
  assert.equal(first, 40)
})

test('the pair that has waited longest comes now and then, however little its answer is worth', async (t) => {
  const pool = await fillPool(t, 'transcription', { crops: pairs(16) })
  await pool.context.replenish(pool.corpus)
  const next = await listPairs(pool.store, 'pool')
  const worthless = next[0]?.probeId ?? ''
  const reading = { ...readingOf(worthless, 0.99), state: 'contested' } as const
  await pool.store.readings.keep([{ itemId: worthless, reading, event: null }], {
    corpus: 'pool',
    untilMs: 1,
    labelsSinceFit: 0,
  })
  let shown = 0
  for (let n = 0; n < 200; n += 1) {
    const { items } = await issue(pool, `network ${n}`)
    if (items.some(({ itemId }) => itemId === worthless)) shown += 1
  }
  assert.ok(shown > 0 && shown < 40, `${shown} of 200`)
})

test('a known item that plays the unknown comes about as often as one that is to be read', async (t) => {
  const crops = [
    ...Array.from({ length: 60 }, (_, n) => knownCrop(n, 300)),
    ...Array.from({ length: 20 }, () => unknownCrop(300)),
  ]
  const pool = await fillPool(t, 'transcription', { crops })
  await pool.context.replenish(pool.corpus)
  const shown = { known: 0, unknown: 0 }
  for (let n = 0; n < 400; n += 1) {
    const { items } = await issue(pool, `network ${n}`)
    const probe = items.find(({ role }) => role === 'unknown')
    shown[probe?.label === null ? 'unknown' : 'known'] += 1
  }
  assert.ok(shown.known > 140 && shown.known < 260, JSON.stringify(shown))
})
