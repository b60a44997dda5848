import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import {
  addCrops,
  knownCrop,
  fillPool,
  listPairs,
  unknownCrop,
  type PoolFixture,
} from '../../../test/setup/pool.ts'
import { seededUnits } from '../../model/chance.ts'
import { answerShown } from '../../store/suites/examples.contract.ts'
import type { DrawnPair } from '../../model/pair.ts'
import { replenishPairs } from './replenish-pairs.ts'

async function pairsOf({ store }: PoolFixture): Promise<DrawnPair[]> {
  const found: DrawnPair[] = []
  for (const { id } of await listPairs(store, 'pool')) {
    const pair = await store.pairs.findPair(id)
    if (pair) found.push(pair)
  }
  return found
}

async function show({ store }: PoolFixture, times: number, some: DrawnPair[]): Promise<void> {
  for (let n = 0; n < times; n += 1)
    await store.pairs.moveOn(some.map(({ id }) => ({ pairId: id, turn: 1 })))
}

test('one pair in twenty has a canary for the probe, however many unknown items wait', async (t) => {
  const crops = [
    ...Array.from({ length: 400 }, (_, n) => knownCrop(n, 300)),
    ...Array.from({ length: 600 }, () => unknownCrop(300)),
  ]
  const pool = await fillPool(t, 'transcription', { crops })
  await pool.store.pool.markCanaries(await pool.store.pool.nextCanaries('pool', 20))
  await pool.context.replenish(pool.corpus)
  const pairs = await pairsOf(pool)
  assert.equal(pairs.length, 380)
  assert.equal(pairs.filter(({ probe }) => probe.isCanary).length, 20)
  assert.ok(pairs.every(({ control }) => !control.isCanary))
})

// Canaries that were chosen after all items had been paired were never shown, and 82 lies were accepted unseen.
test('canaries that are chosen when all items are paired get a control each', async (t) => {
  const crops = [
    ...Array.from({ length: 120 }, (_, n) => knownCrop(n, 300 + (n % 7) * 40)),
    ...Array.from({ length: 200 }, (_, n) => unknownCrop(300 + (n % 7) * 40)),
  ]
  const pool = await fillPool(t, 'transcription', { crops })
  await pool.context.replenish(pool.corpus)
  const before = await pairsOf(pool)
  assert.ok(before.length > 100)
  await pool.store.pool.markCanaries(await pool.store.pool.nextCanaries('pool', 15))
  await pool.context.replenish(pool.corpus)
  const pairs = await pairsOf(pool)
  assert.equal(pairs.filter(({ probe }) => probe.isCanary).length, 15)
  assert.ok(pairs.every(({ control }) => !control.isCanary))
  assert.ok(pairs.length > 95, String(pairs.length))
  const same = (await pairsOf(pool)).map(({ id }) => id)
  await pool.context.replenish(pool.corpus)
  assert.deepEqual((await pairsOf(pool)).map(({ id }) => id).toSorted(), same.toSorted())
})

// A minute of an import that began with known crops paired them with each other; 550 of 600 unknown ones got no pair.
test('known items are not paired with each other while more items are on their way', async (t) => {
  const crops = Array.from({ length: 60 }, (_, n) => knownCrop(n, 300))
  const pool = await fillPool(t, 'transcription', { crops })
  const context = { ...pool.store, random: randomBytes, settings: { reusesRetired: true } }
  const made = await replenishPairs({ ...context, isGrowing: true }, pool.corpus, new Map())
  assert.ok(made <= 16, String(made))
  await addCrops(
    pool.store,
    pool.corpus,
    Array.from({ length: 60 }, () => unknownCrop(300)),
    60,
  )
  await replenishPairs({ ...context, isGrowing: false }, pool.corpus, new Map())
  const pairs = await pairsOf(pool)
  assert.ok(pairs.filter(({ probe }) => probe.status === 'unknown').length >= 40)
})

test('when an item is read its control gets the next unknown item', async (t) => {
  const crops = [knownCrop(1, 300), unknownCrop(300), unknownCrop(300)]
  const pool = await fillPool(t, 'transcription', { crops })
  await pool.context.replenish(pool.corpus)
  const [before] = await pairsOf(pool)
  assert.ok(before)
  await pool.store.pool.rest([before.probe.id])
  await pool.context.replenish(pool.corpus)
  const [after] = await pairsOf(pool)
  assert.equal(after?.control.id, before.control.id)
  assert.notEqual(after?.probe.id, before.probe.id)
})

// Whoever saw a known item with one partner, and then with another, knew that it is known.
test('known items that nobody has seen get partners before those that were seen', async (t) => {
  const crops = Array.from({ length: 20 }, (_, n) => (n % 2 ? unknownCrop(300) : knownCrop(n, 300)))
  const pool = await fillPool(t, 'transcription', { crops })
  await pool.context.replenish(pool.corpus)
  const seen = await pairsOf(pool)
  await show(pool, 3, seen)
  await pool.store.pool.rest(seen.map(({ probe }) => probe.id))
  const more = Array.from({ length: 10 }, (_, n) => (n % 2 ? unknownCrop(300) : knownCrop(n, 300)))
  await addCrops(pool.store, pool.corpus, more, 20)
  await pool.context.replenish(pool.corpus)
  const unread = (await pairsOf(pool)).filter(({ probe }) => probe.status === 'unknown')
  assert.equal(unread.length, 5)
  assert.ok(unread.every(({ control }) => Number(control.id.slice(5)) >= 20))
})

// Fresh canaries, which never decide, kept retired known items from being reused: with 347 of those and 749
// unread items a service had nothing left to ask.
test('retired known items decide again when nothing but canaries is fresh', async (t) => {
  const crops = Array.from({ length: 12 }, (_, n) => (n % 3 ? unknownCrop(300) : knownCrop(n, 300)))
  const pool = await fillPool(t, 'transcription', { crops })
  await pool.context.replenish(pool.corpus)
  for (const { id, control, probe } of await pairsOf(pool)) {
    const caps = { known: 1, unknown: 1 }
    const shown = { known: [control.id], unknown: [probe.id], pairs: [id], caps }
    await answerShown(pool.store.answers, shown)
  }
  await addCrops(pool.store, pool.corpus, [knownCrop(20, 300), knownCrop(21, 300)], 20)
  await pool.store.pool.markCanaries(await pool.store.pool.nextCanaries('pool', 2))
  await pool.context.replenish(pool.corpus)
  const pairs = await pairsOf(pool)
  assert.ok(pairs.length > 0 && pairs.every(({ control }) => !control.isCanary))
})

// Known words that may not decide, because many have the same text, were taken for free deciders: 22 unknown items
// that came after them waited for ever.
test('unknown items get deciders when no loose known item may decide', async (t) => {
  const common = Array.from({ length: 300 }, () => knownCrop(0, 300, 'de'))
  const distinct = Array.from({ length: 100 }, (_, n) => knownCrop(n, 300, wordOf(n)))
  const pool = await fillPool(t, 'transcription', { crops: [...common, ...distinct] })
  await pool.context.replenish(pool.corpus)
  const unknown = Array.from({ length: 22 }, () => unknownCrop(300))
  await addCrops(pool.store, pool.corpus, unknown, 400)
  await pool.context.replenish(pool.corpus)
  assert.equal(await pool.store.pairs.countLoose('pool', 'unknown', 100), 0)
  const asking = (await pairsOf(pool)).filter(({ probe }) => probe.status === 'unknown')
  assert.equal(asking.length, 22)
  assert.ok(asking.every(({ control }) => control.label !== 'de'))
})

/** A word of eight letters, so that no two are alike. */
function wordOf(n: number): string {
  const unit = seededUnits(n)
  return Array.from({ length: 8 }, () => String.fromCharCode(97 + Math.floor(26 * unit()))).join('')
}
