import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { knownCrop, lendPool, unknownCrop, type LentPool } from '../../test/lent-pool.ts'
import { foldText } from '../challenge/compare.ts'
import { fitsVisitor } from '../corpus/fit.ts'
import type { Answer, Label } from '../model/challenge.ts'
import type { KeptFit } from '../model/fit.ts'
import type { Reading, Readings, ReadingState } from '../model/reading.ts'
import { refreshAll, refreshCorpus, type PoolChanges } from './refresh-corpus.ts'

const dayMs = 86_400_000
const nowMs = 100 * dayMs

/** A corpus of 60 known and then 20 unknown items, `pool 0` to `pool 79`, and a clock. */
const lend = async (t: TestContext) => {
  const crops = [
    ...Array.from({ length: 60 }, (_, n) => knownCrop(n, 300)),
    ...Array.from({ length: 20 }, () => unknownCrop(300)),
  ]
  const pool = await lendPool(t, 'transcription', { crops })
  const lent = { clock: () => nowMs, fold: foldText, fitsVisitor }
  const refresh = (): Promise<PoolChanges> => refreshCorpus(pool.corpus, { ...pool.store, ...lent })
  return { ...pool, lent, refresh }
}

const reading = (itemId: string, state: ReadingState, text: string): Reading => ({
  itemId,
  corpus: 'pool',
  text,
  state,
  confidence: 0.999,
  rawConfidence: 0.999,
  answers: 5,
  clusters: 5,
  agreement: 1,
  attack: 0,
  alternatives: [],
  firstAnswerAtMs: 1,
  lastAnswerAtMs: 2,
  engine: 'test',
})

let atMs = 1

const settle = async (
  { store }: LentPool,
  itemId: string,
  state: ReadingState,
  text = 'Monat',
  clusters = 5,
  isNews = true,
): Promise<void> => {
  const was = await store.readings.find(itemId)
  const now = { ...reading(itemId, state, text), clusters }
  atMs += 1
  const before = { wasState: was?.state ?? null, wasText: was?.text ?? null }
  const event = { itemId, corpus: 'pool', atMs, state, text, confidence: 1, ...before }
  const told = isNews ? { ...event, cause: 'labels' as const } : null
  await store.readings.keep([{ itemId, reading: now, event: told }], {
    corpus: 'pool',
    untilMs: atMs,
    labelsSinceFit: 0,
  })
}

const answer = async (
  { store }: LentPool,
  cluster: string,
  { known, unknown }: { known: readonly (readonly [string, boolean])[]; unknown?: string },
): Promise<void> => {
  const challengeId = `${cluster} ${known.map(([id]) => id).join()} ${unknown ?? ''}`
  const common = { challengeId, corpus: 'pool', keyword: null, cluster, elapsedMs: 1 }
  const verdict = known.every(([, isRight]) => isRight) ? 'pass' : 'fail'
  const of: Answer = {
    ...common,
    door: 'ocapi',
    sitekey: 'site',
    kind: 'transcription',
    verdict,
    known: known.map(([itemId, isRight]) => ({ itemId, given: 'said', isRight })),
    answeredAtMs: 5,
  }
  const rest = { given: 'Monat', weight: 1, knownAsked: 1, verdict, givenAtMs: 5 } as const
  const labels: Label[] = unknown === undefined ? [] : [{ ...common, ...rest, itemId: unknown }]
  await store.records.keepAnswer(of, labels)
}

const fit = (fittedAtMs: number): KeptFit => ({
  corpus: 'pool',
  engine: 'test',
  untilMs: nowMs,
  labels: 1,
  fittedAtMs,
  recalls: 0,
  isStale: false,
  parameters: '{}',
})

const keepFit = ({ store }: LentPool, fittedAtMs: number, networks: number): Promise<void> =>
  store.fits.keep(
    fit(fittedAtMs),
    Array.from({ length: networks }, (_, n) => ({
      cluster: `network ${n}`,
      knownAsked: 20,
      knownRight: 19,
      compared: 0,
      agreed: 0,
      isHeld: false,
    })),
  )

const look = async ({ store }: LentPool, id: string): Promise<string> => {
  const item = await store.records.findItem(id)
  return `${item?.status} ${item?.label} ${item?.stage}`
}

test('what is read rests, and wakes when its reading is withdrawn', async (t) => {
  const pool = await lend(t)
  await settle(pool, 'pool 60', 'accepted')
  await settle(pool, 'pool 61', 'provisional')
  await settle(pool, 'pool 62', 'contested')
  assert.equal((await pool.refresh()).rested, 2)
  assert.deepEqual(
    await Promise.all(['pool 60', 'pool 61', 'pool 62'].map((id) => look(pool, id))),
    ['unknown null retired', 'unknown null open', 'unknown null retired'],
  )
  await settle(pool, 'pool 60', 'open')
  assert.deepEqual([(await pool.refresh()).woken, (await pool.refresh()).woken], [1, 0])
  assert.equal(await look(pool, 'pool 60'), 'unknown null open')
})

// What is accepted rests with two or three networks, and four make an item known: of 1,000 items read in eight
// days none was ever promoted, and a corpus with few known items stayed as slow as on its first day.
test('some of what is read is asked on until four networks gave it, and rests when they did', async (t) => {
  const pool = await lend(t)
  const ids = Array.from({ length: 20 }, (_, n) => `pool ${60 + n}`)
  for (const id of ids) await settle(pool, id, 'accepted', 'Monat', 2)
  const { rested } = await pool.refresh()
  assert.ok(rested >= 14 && rested < 20, `${rested} of 20 rest`)
  const looks = await Promise.all(ids.map((id) => look(pool, id)))
  const askedOn = ids.filter((_, n) => looks[n] === 'unknown null open')
  assert.equal((await pool.refresh()).rested, 0)
  for (const [n, id] of askedOn.entries()) {
    await answer(pool, `network ${n}`, { known: [['pool 1', true]], unknown: id })
    await settle(pool, id, 'accepted', 'Monat', 4, false)
  }
  assert.equal((await pool.refresh()).rested, askedOn.length)
  await keepFit(pool, 1, 3)
  assert.equal((await pool.refresh()).promoted, askedOn.length)
})

test('a sure reading decides after the next fit, once, and no more when it is withdrawn', async (t) => {
  const pool = await lend(t)
  await settle(pool, 'pool 60', 'accepted')
  await answer(pool, 'network 1', { known: [['pool 1', true]], unknown: 'pool 60' })
  assert.equal((await pool.refresh()).promoted, 0)
  await keepFit(pool, 1, 3)
  assert.equal((await pool.refresh()).promoted, 1)
  assert.equal(await look(pool, 'pool 60'), 'known Monat open')
  await keepFit(pool, 2, 3)
  assert.equal((await pool.refresh()).promoted, 0)
  const audit = await pool.store.secrets.listAudit(10)
  assert.deepEqual(
    audit.map(({ action, detail }) => [action, detail]),
    [['pool.promoted', '1 items: pool 60']],
  )
  await settle(pool, 'pool 60', 'contested')
  const changes = await pool.refresh()
  assert.deepEqual([changes.restored, changes.rested], [1, 1])
  assert.equal(await look(pool, 'pool 60'), 'unknown null retired')
  assert.equal((await pool.store.fits.find('pool'))?.isStale, true)
})

test('a reading that is accepted with another text decides by the old one no more', async (t) => {
  const pool = await lend(t)
  await settle(pool, 'pool 60', 'accepted')
  await answer(pool, 'network 1', { known: [['pool 1', true]], unknown: 'pool 60' })
  await keepFit(pool, 1, 3)
  await pool.refresh()
  await settle(pool, 'pool 60', 'accepted', 'Monath')
  assert.equal((await pool.refresh()).restored, 1)
  assert.equal(await look(pool, 'pool 60'), 'unknown null retired')
  await keepFit(pool, 2, 3)
  await pool.refresh()
  assert.equal(await look(pool, 'pool 60'), 'known Monath open')
})

test('a known item that trusted networks fail is asked as unknown, and the fit is made anew', async (t) => {
  const pool = await lend(t)
  for (let n = 0; n < 12; n += 1)
    await answer(pool, `network ${n}`, {
      known: [
        ['pool 7', n > 8],
        ['pool 8', true],
      ],
    })
  await keepFit(pool, 1, 12)
  const changes = await pool.refresh()
  assert.deepEqual([changes.demoted, changes.promoted, changes.leaked], [1, 0, 0])
  assert.equal(await look(pool, 'pool 7'), 'doubtful mot 7 open')
  assert.equal((await pool.store.fits.find('pool'))?.isStale, true)
  await keepFit(pool, 2, 12)
  assert.equal((await pool.refresh()).demoted, 0)
})

test('the pool is never emptied, whatever networks say of known items', async (t) => {
  const pool = await lend(t)
  for (let n = 0; n < 12; n += 1) {
    const known = Array.from({ length: 60 }, (_, of) => [`pool ${of}`, false] as const)
    await answer(pool, `network ${n}`, { known })
  }
  await pool.store.fits.keep(
    fit(1),
    Array.from({ length: 12 }, (_, n) => ({
      cluster: `network ${n}`,
      knownAsked: 500,
      knownRight: 490,
      compared: 0,
      agreed: 0,
      isHeld: false,
    })),
  )
  assert.equal((await pool.refresh()).demoted, 40)
  assert.equal((await pool.store.pool.size('pool', 100)).known, 20)
})

test('canaries are chosen once, and others in place of those that were shown as often as allowed', async (t) => {
  const pool = await lend(t)
  assert.equal((await pool.refresh()).canaries, 10)
  assert.equal((await pool.refresh()).canaries, 0)
  const draw = { corpus: 'pool', role: 'known', count: 60, retired: false, from: 0 } as const
  const drawn = await pool.store.records.drawItems(draw)
  const worn = drawn.find(({ isCanary }) => isCanary)
  const shown = { itemId: worn?.id ?? '', role: 'unknown', rank: 0.5 } as const
  await pool.store.records.countExposures([shown], { known: 1, unknown: 1 })
  assert.equal((await pool.refresh()).canaries, 1)
  assert.equal((await pool.store.pool.size('pool', 100)).canaries, 10)
})

// In a corpus that had shown all of its known items the canaries were given up one by one, and none came
// after them: nothing measured the readings any more.
test('worn canaries measure on where no fresh known items are left', async (t) => {
  const pool = await lend(t)
  await pool.refresh()
  const { records, pool: items } = pool.store
  const drawn = await records.drawItems({
    corpus: 'pool',
    role: 'known',
    count: 60,
    retired: false,
    from: 0,
  })
  const shown = drawn.map(({ id }) => ({ itemId: id, role: 'unknown', rank: 0.5 }) as const)
  await records.countExposures(shown, { known: 1, unknown: 1 })
  assert.equal((await pool.refresh()).canaries, 0)
  assert.equal((await items.size('pool', 100)).canaries, 0)
  const again = await records.drawItems({
    corpus: 'pool',
    role: 'known',
    count: 60,
    retired: true,
    from: 0,
  })
  assert.equal(again.filter(({ isCanary }) => isCanary).length, 10)
})

// The store answers at once, so looking at items of which none moved let no visitor in before it was done.
test('a look at all items lets others in after each page', async (t) => {
  const pool = await lend(t)
  for (let n = 0; n < 80; n += 1)
    await answer(pool, `network ${n}`, { known: [[`pool ${n % 60}`, true]], unknown: `pool ${n}` })
  await keepFit(pool, 1, 3)
  await pool.refresh()
  await keepFit(pool, 2, 3)
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  const looked: number[] = []
  const walk: Readings['walk'] = (corpus, after, _limit, untilMs) => {
    looked.push(turns)
    return pool.store.readings.walk(corpus, after, 10, untilMs)
  }
  setImmediate(count)
  const readings = { ...pool.store.readings, walk }
  await refreshCorpus(pool.corpus, { ...pool.store, ...pool.lent, readings })
  isDone = true
  assert.equal(looked.length, 9)
  assert.equal(new Set(looked).size, looked.length)
})

test('only pools that changed are told of', async (t) => {
  const pool = await lend(t)
  const world = { ...pool.store, ...pool.lent }
  assert.deepEqual(
    (await refreshAll(world)).map(({ corpus, canaries }) => [corpus, canaries]),
    [['pool', 10]],
  )
  assert.deepEqual(await refreshAll(world), [])
})
