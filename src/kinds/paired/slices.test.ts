import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fillPool,
  knownCrop,
  listPairs,
  unknownCrop,
  type PoolFixture,
} from '../../../test/setup/pool.ts'
import { slicesMax } from '../../model/pair.ts'
import { answerShown } from '../../store/suites/examples.contract.ts'
import { openDrawingPool } from '../draw.ts'
import { sliceCountFor, slicePairsMin } from './slices.ts'

const exposureCaps = { known: 2, unknown: 2 }

type Test = Parameters<typeof fillPool>[0]

async function fill(t: Test, known: number, unknown: number): Promise<PoolFixture> {
  const crops = [
    ...Array.from({ length: known }, (_, n) => knownCrop(n, 300)),
    ...Array.from({ length: unknown }, () => unknownCrop(300)),
  ]
  const settings = { exposureCaps }
  const pool = await fillPool(t, 'transcription', { crops, settings })
  await pool.context.replenish(pool.corpus)
  return pool
}

async function idsIn({ store }: PoolFixture, slicePoint: number): Promise<string[]> {
  const ids: string[] = []
  for (const stage of ['open', 'retired'] as const)
    for (const { id } of await store.pairs.nextPairs({
      corpus: 'pool',
      slicePoint,
      stage,
      limit: 9_999,
    }))
      ids.push(id)
  return ids
}

async function wearOut({ store }: PoolFixture, slicePoint: number): Promise<void> {
  const next = { corpus: 'pool', slicePoint, stage: 'open', limit: 9_999 } as const
  for (const { id, controlId, probeId } of await store.pairs.nextPairs(next)) {
    const shown = { known: [controlId], unknown: [probeId], pairs: [id], caps: exposureCaps }
    for (let n = 0; n < exposureCaps.known; n += 1) await answerShown(store.answers, shown)
  }
}

test('a corpus has a slice for every two dozen pairs, and one network sees less than 2 % of a large one', () => {
  assert.deepEqual(
    [0, 1, 2 * slicePairsMin - 1, 2 * slicePairsMin, 1_000, 1_000_000].map(sliceCountFor),
    [1, 1, 1, 2, 41, slicesMax],
  )
  assert.ok(1 / slicesMax < 0.02)
})

test('pairs are put into the slices evenly', async (t) => {
  const { store } = await fill(t, 300, 300)
  const slices = await store.pairs.slices('pool')
  assert.equal(slices.length, 12)
  for (const { pairs } of slices) assert.ok(pairs >= 20 && pairs <= 30, String(pairs))
})

// Whoever saw a known item with one partner and then with another knew which of the two is known.
test('an item that is paired again comes into a slice where nobody has seen it', async (t) => {
  const pool = await fill(t, 150, 450)
  const sliceOf = new Map<string, Map<string, number>>()
  for (let round = 0; round < 5; round += 1) {
    for (let n = 0; n < slicesMax; n += 1) {
      const next = { corpus: 'pool', slicePoint: n / slicesMax, stage: 'open', limit: 999 } as const
      const count = (await pool.store.pairs.slices('pool')).length
      const slice = Math.floor((n / slicesMax) * count)
      for (const { id, controlId } of await pool.store.pairs.nextPairs(next)) {
        const seen = sliceOf.get(controlId) ?? new Map<string, number>()
        sliceOf.set(controlId, seen.set(id, slice))
      }
    }
    for (let n = 0; n < slicesMax; n += 1) await wearOut(pool, n / slicesMax)
    await pool.context.replenish(pool.corpus)
  }
  const again = [...sliceOf.values()].filter((seen) => seen.size > 1)
  assert.ok(again.length > 50, String(again.length))
  for (const seen of again) assert.equal(new Set(seen.values()).size, seen.size)
})

// A network that wore out its slice was given the fresh pairs of all others, until it had seen everything.
test('a slice that one network wears out keeps half of its pairs and gets only its part of new ones', async (t) => {
  const pool = await fill(t, 200, 600)
  const point = 0.01
  const before = await idsIn(pool, point)
  for (let round = 0; round < 6; round += 1) {
    await wearOut(pool, point)
    await pool.context.replenish(pool.corpus)
  }
  const after = await idsIn(pool, point)
  assert.ok(after.length >= 10, String(after.length))
  const fresh = after.filter((id) => !before.includes(id))
  assert.ok(fresh.length <= 6, String(fresh.length))
})

test('the slices follow a corpus that shrinks, and none is without anything to ask', async (t) => {
  const pool = await fill(t, 300, 300)
  const some = (await listPairs(pool.store, 'pool')).slice(60)
  const ids = some.flatMap(({ controlId, probeId }) => [controlId, probeId])
  const line = { atMs: 0, organisation: 'main', actor: 'test', action: 'drop', detail: '' }
  for (const id of ids)
    await pool.store.lifecycle.drop(
      'main',
      { is: 'item', corpus: 'pool', id },
      { ...line, subject: id },
    )
  for (let round = 0; round < 2; round += 1) await pool.context.replenish(pool.corpus)
  const slices = await pool.store.pairs.slices('pool')
  assert.equal(slices.filter(({ isOpen }) => isOpen).length, sliceCountFor(60))
  for (const { isOpen, pairs } of slices) assert.ok(isOpen && pairs > 10, String(pairs))
})

test('a network whose slice has nothing left is shown another', async (t) => {
  const pool = await fill(t, 60, 60)
  const gone = await idsIn(pool, 0)
  await pool.store.pairs.dissolve(gone)
  const context = { ...pool.context, replenish: async () => 0 }
  const holder = { networkHash: 'network', slicePoint: 0 }
  const [drawn] = await openDrawingPool(context, pool.corpus, holder).drawPairs(1)
  assert.ok(drawn && !gone.includes(drawn.id))
})
