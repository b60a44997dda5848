import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  answerAll,
  fillPool,
  issueFrom,
  knownCrop,
  type PoolFixture,
} from '../../../test/setup/pool.ts'
import { canAsk } from '../../challenge/can-ask.ts'
import { openDrawingPool } from '../draw.ts'
import { pickClassification } from './pick.ts'

async function fillClasses(
  t: TestContext,
  of: { known: number; classes: number; knownMax?: number; reusesRetired?: boolean },
): Promise<PoolFixture> {
  const crops = Array.from({ length: of.known }, (_, n) => knownCrop(n, 100, `c${n % of.classes}`))
  const { knownMax: known = 1_000, reusesRetired = true } = of
  const settings = { exposureCaps: { known, unknown: 1_000 }, reusesRetired }
  return fillPool(t, 'classification', { crops, settings })
}

async function metAt({ context, corpus }: PoolFixture, slicePoint: number): Promise<Set<string>> {
  const met = new Set<string>()
  const pool = openDrawingPool(context, corpus, { networkHash: 'one', slicePoint })
  for (let n = 0; n < 60; n += 1) {
    const picked = await pickClassification(pool, 'easy')
    assert.equal(picked?.items.length, 9)
    for (const { id } of picked.items) met.add(id)
  }
  return met
}

test('a network is shown pictures of its arcs only, and another network others', async (t) => {
  const pool = await fillClasses(t, { known: 768, classes: 4 })
  const [one, other] = [await metAt(pool, 0.1), await metAt(pool, 0.9)]
  assert.ok(one.size > 48 && one.size < 200, String(one.size))
  assert.deepEqual(
    [...one].filter((id) => other.has(id)),
    [],
  )
})

test('a corpus with few pictures asks every network from all of them', async (t) => {
  const pool = await fillClasses(t, { known: 14, classes: 2 })
  const [one, other] = [await metAt(pool, 0.1), await metAt(pool, 0.9)]
  assert.deepEqual([one.size, other.size], [14, 14])
  assert.ok(await canAsk({ ...pool.store, ...pool.context }, pool.corpus))
})

test('arcs that are worn out become wider, until nothing is left in the whole corpus', async (t) => {
  const pool = await fillClasses(t, { known: 400, classes: 2, knownMax: 1, reusesRetired: false })
  for (let n = 0; n < 30; n += 1) await answerAll(pool, await issueFrom(pool, 1), true)
})
