import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import {
  fillPool,
  knownCrop,
  listPairs,
  unknownCrop,
  type PoolFixture,
} from '../../../test/setup/pool.ts'
import { seededUnits } from '../../model/chance.ts'
import type { WritingLook } from '../../model/picture.ts'
import { measureLooks } from './looks.ts'
import { replenishPairs } from './replenish-pairs.ts'

const organisation = 'main'
const line = { atMs: 0, organisation, actor: 'test', action: 'a', subject: 's', detail: '' }

/** Known items of one look, fewer unknown ones of the same, and unknown ones of another. */
async function fillPages(t: TestContext): Promise<PoolFixture> {
  const crops = [
    ...Array.from({ length: 60 }, (_, n) => ({ ...knownCrop(n, 300), mediaId: `a ${n}` })),
    ...Array.from({ length: 40 }, (_, n) => ({ ...unknownCrop(300), mediaId: `a ${n + 60}` })),
    ...Array.from({ length: 60 }, (_, n) => ({ ...unknownCrop(300), mediaId: `z ${n}` })),
  ]
  return fillPool(t, 'transcription', { crops })
}

const unit = seededUnits(11)
const looks = new Map<string, WritingLook>()

async function lookAt(mediaId: string): Promise<WritingLook> {
  const look = looks.get(mediaId) ?? [unit() + (mediaId.startsWith('z') ? 5 : 0), unit()]
  looks.set(mediaId, look)
  return look
}

function replenishWith({ store, corpus }: PoolFixture, left: Map<string, number>, itemsMax = 500) {
  const looking = { at: lookAt, itemsMax }
  const context = { ...store, random: randomBytes, settings: { reusesRetired: true }, looking }
  return replenishPairs(context, corpus, left)
}

/** The pictures of the unknown items that are shown. */
async function asked({ store }: PoolFixture): Promise<{ id: string; mediaId: string }[]> {
  const pairs = await listPairs(store, 'pool')
  const found = await Promise.all(pairs.map(({ id }) => store.pairs.findPair(id)))
  return found.flatMap((pair) => (pair && pair.probe.status !== 'known' ? [pair.probe] : []))
}

async function readAll(pool: PoolFixture): Promise<void> {
  const moves = (await asked(pool)).map(({ id }) => {
    return { itemId: id, to: 'known' as const, label: `text of ${id}`, atMs: 0 }
  })
  await pool.store.pool.move(moves, line)
}

test('unknown items that look like no known one wait until others are read, and all come up', async (t) => {
  const pool = await fillPages(t)
  const left = new Map<string, number>()
  await replenishWith(pool, left)
  const first = await asked(pool)
  assert.ok(first.length >= 20, String(first.length))
  assert.ok(first.every(({ mediaId }) => mediaId.startsWith('a')))
  assert.equal(await pool.store.pairs.countUnlike(organisation, 'pool'), 100 - first.length)
  let rounds = 0
  while ((await pool.store.pairs.countLoose('pool', 'unknown', 999)) > 0) {
    await readAll(pool)
    await replenishWith(pool, left)
    rounds += 1
    assert.ok((await asked(pool)).length > 0 && rounds < 15, `round ${rounds}`)
  }
  assert.equal(await pool.store.pairs.countUnlike(organisation, 'pool'), 0)
})

test('a run without news makes no pairs and dissolves none, though items wait', async (t) => {
  const pool = await fillPages(t)
  const left = new Map<string, number>()
  await replenishWith(pool, left)
  const before = (await listPairs(pool.store, 'pool')).map(({ id }) => id).toSorted()
  assert.equal(await replenishWith(pool, left), 0)
  const after = (await listPairs(pool.store, 'pool')).map(({ id }) => id).toSorted()
  assert.deepEqual(after, before)
})

test('looks are measured once, so many in one run, and the rest in the next', async (t) => {
  const pool = await fillPages(t)
  const { pairs } = pool.store
  const looked: string[] = []
  const at = async (mediaId: string): Promise<WritingLook | null> => {
    looked.push(mediaId)
    return mediaId === 'a 3' ? null : lookAt(mediaId)
  }
  assert.deepEqual(await measureLooks(pairs, 'pool', { at, itemsMax: 70 }), { hasMore: true })
  assert.equal(looked.length, 60 + 70)
  assert.deepEqual(await measureLooks(pairs, 'pool', { at, itemsMax: 70 }), { hasMore: false })
  assert.deepEqual(await measureLooks(pairs, 'pool', { at, itemsMax: 70 }), { hasMore: false })
  assert.equal(looked.length, 160)
  assert.equal(new Set(looked).size, 160)
})

test('known items are not paired with each other before all that wait were looked at', async (t) => {
  const pool = await fillPages(t)
  const left = new Map<string, number>()
  await replenishWith(pool, left, 40)
  const pairs = await listPairs(pool.store, 'pool')
  assert.ok(pairs.length > 0)
  assert.ok(pairs.every(({ probeRole }) => probeRole === 'unknown'))
})
