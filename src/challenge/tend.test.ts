import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCrops, knownCrop, lendPool, unknownCrop, type LentPool } from '../../test/lent-pool.ts'
import type { DrawnCouple } from '../model/couple.ts'

const couplesOf = async ({ store }: LentPool): Promise<DrawnCouple[]> => {
  const found: DrawnCouple[] = []
  for (const { id } of await store.couples.nextCouples('pool', 'open', 10_000)) {
    const couple = await store.couples.findCouple(id)
    if (couple) found.push(couple)
  }
  return found
}

const show = async ({ store }: LentPool, times: number, some: DrawnCouple[]): Promise<void> => {
  const caps = { known: 100, unknown: 100 }
  for (let n = 0; n < times; n += 1)
    for (const { id, decider, other } of some) {
      const showing = { coupleId: id, deciderId: decider.id, otherId: other.id, turn: 1 }
      await store.couples.countShowings([showing], caps)
    }
}

test('one couple in twenty has a canary for the other, however many unknown items wait', async (t) => {
  const crops = [
    ...Array.from({ length: 400 }, (_, n) => knownCrop(n, 300)),
    ...Array.from({ length: 600 }, () => unknownCrop(300)),
  ]
  const pool = await lendPool(t, 'transcription', { crops })
  await pool.store.pool.markCanaries(await pool.store.pool.nextCanaries('pool', 20))
  await pool.world.tend(pool.corpus)
  const couples = await couplesOf(pool)
  assert.equal(couples.length, 380)
  assert.equal(couples.filter(({ other }) => other.isCanary).length, 20)
  assert.ok(couples.every(({ decider }) => !decider.isCanary))
})

test('when an item is read its decider gets the next unknown item', async (t) => {
  const crops = [knownCrop(1, 300), unknownCrop(300), unknownCrop(300)]
  const pool = await lendPool(t, 'transcription', { crops })
  await pool.world.tend(pool.corpus)
  const [before] = await couplesOf(pool)
  assert.ok(before)
  await pool.store.pool.rest([before.other.id])
  await pool.world.tend(pool.corpus)
  const [after] = await couplesOf(pool)
  assert.equal(after?.decider.id, before.decider.id)
  assert.notEqual(after?.other.id, before.other.id)
})

// Whoever saw a known item with one partner, and then with another, knew that it is known.
test('known items that nobody has seen get partners before those that were seen', async (t) => {
  const crops = Array.from({ length: 20 }, (_, n) => (n % 2 ? unknownCrop(300) : knownCrop(n, 300)))
  const pool = await lendPool(t, 'transcription', { crops })
  await pool.world.tend(pool.corpus)
  const seen = await couplesOf(pool)
  await show(pool, 3, seen)
  await pool.store.pool.rest(seen.map(({ other }) => other.id))
  const more = Array.from({ length: 10 }, (_, n) => (n % 2 ? unknownCrop(300) : knownCrop(n, 300)))
  await addCrops(pool.store, pool.corpus, more, 20)
  await pool.world.tend(pool.corpus)
  const unread = (await couplesOf(pool)).filter(({ other }) => other.status === 'unknown')
  assert.equal(unread.length, 5)
  assert.ok(unread.every(({ decider }) => Number(decider.id.slice(5)) >= 20))
})

// Fresh canaries, which never decide, kept retired known items from being used again: with 347 of those and
// 749 unread items a service had nothing to ask any more.
test('retired known items decide again when nothing but canaries is fresh', async (t) => {
  const crops = Array.from({ length: 12 }, (_, n) => (n % 3 ? unknownCrop(300) : knownCrop(n, 300)))
  const pool = await lendPool(t, 'transcription', { crops })
  await pool.world.tend(pool.corpus)
  for (const { id, decider, other } of await couplesOf(pool)) {
    const showing = { coupleId: id, deciderId: decider.id, otherId: other.id, turn: 1 }
    await pool.store.couples.countShowings([showing], { known: 1, unknown: 1 })
  }
  await addCrops(pool.store, pool.corpus, [knownCrop(20, 300), knownCrop(21, 300)], 20)
  await pool.store.pool.markCanaries(await pool.store.pool.nextCanaries('pool', 2))
  await pool.world.tend(pool.corpus)
  const couples = await couplesOf(pool)
  assert.ok(couples.length > 0 && couples.every(({ decider }) => !decider.isCanary))
})
