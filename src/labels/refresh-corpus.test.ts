import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  answer,
  canariesOf,
  fit,
  keepFit,
  openRefresh,
  look,
  settle,
} from '../../test/setup/refresh.ts'
import { drawItems } from '../../test/setup/draw-items.ts'
import type { Readings } from '../model/reading.ts'
import { answerShown } from '../store/suites/examples.contract.ts'
import { refreshCorpus } from './refresh-corpus.ts'

test('what is read rests, and wakes when its reading is withdrawn', async (t) => {
  const pool = await openRefresh(t)
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

// Accepted items rest with two or three networks, but four make an item known. Of 1,000 items read in eight
// days none was ever promoted, and a corpus with few known items stayed as slow as on its first day.
test('some accepted items are still asked until four networks have given the text, and then rest', async (t) => {
  const pool = await openRefresh(t)
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

test('a certain reading starts to decide after the next fit, and stops when it is withdrawn', async (t) => {
  const pool = await openRefresh(t)
  await settle(pool, 'pool 60', 'accepted')
  await answer(pool, 'network 1', { known: [['pool 1', true]], unknown: 'pool 60' })
  assert.equal((await pool.refresh()).promoted, 0)
  await keepFit(pool, 1, 3)
  assert.equal((await pool.refresh()).promoted, 1)
  assert.equal(await look(pool, 'pool 60'), 'known Monat open')
  await keepFit(pool, 2, 3)
  assert.equal((await pool.refresh()).promoted, 0)
  const audit = await pool.store.secrets.listWholeAudit(10)
  assert.deepEqual(
    audit.map(({ action, detail }) => [action, detail]),
    [['pool.promoted', '1 items: pool 60']],
  )
  await settle(pool, 'pool 60', 'contested')
  const changes = await pool.refresh()
  assert.deepEqual([changes.restored, changes.rested], [1, 1])
  assert.equal(await look(pool, 'pool 60'), 'unknown null retired')
  assert.equal((await pool.store.fits.find('main', 'pool'))?.isStale, true)
})

test('a reading that is accepted with another text no longer decides by the old one', async (t) => {
  const pool = await openRefresh(t)
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

test('a known item that trusted networks fail is asked as unknown, and the corpus is refitted', async (t) => {
  const pool = await openRefresh(t)
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
  assert.equal(await look(pool, 'pool 7'), 'doubtful parole 7 open')
  assert.equal((await pool.store.fits.find('main', 'pool'))?.isStale, true)
  await keepFit(pool, 2, 12)
  assert.equal((await pool.refresh()).demoted, 0)
})

// A canary whose text the archive had wrong was never doubted, and spoiled the calibration of all readings. Then
// canaries were doubted by what they measured, and bots could take all of them away. As a known item it is
// doubted by those who fail it.
test('a canary that visitors read as something else decides again, and another takes its place', async (t) => {
  const pool = await openRefresh(t)
  await pool.refresh()
  const [canary] = await canariesOf(pool)
  assert.ok(canary)
  for (let n = 0; n < 12; n += 1)
    await answer(pool, `network ${n}`, { known: [['pool 8', true]], unknown: canary })
  await keepFit(pool, 1, 12)
  const { demoted, canaries } = await pool.refresh()
  assert.deepEqual([demoted, canaries], [0, 1])
  assert.match(await look(pool, canary), /^known /)
  const now = await canariesOf(pool)
  assert.ok(now.length === 10 && !now.includes(canary))
})

test('the pool is never emptied, whatever networks say of known items', async (t) => {
  const pool = await openRefresh(t)
  for (let n = 0; n < 12; n += 1) {
    const known = Array.from({ length: 60 }, (_, of) => [`pool ${of}`, false] as const)
    await answer(pool, `network ${n}`, { known })
  }
  await pool.store.fits.keep(
    fit(1),
    Array.from({ length: 12 }, (_, n) => ({
      networkHash: `network ${n}`,
      knownAsked: 500,
      knownRight: 490,
      compared: 0,
      agreed: 0,
      isHeld: false,
    })),
  )
  assert.equal((await pool.refresh()).demoted, 40)
  assert.equal((await pool.store.pool.size('main', 'pool', 100)).known, 20)
})

test('canaries are chosen once, and replaced when they have been shown as often as allowed', async (t) => {
  const pool = await openRefresh(t)
  assert.equal((await pool.refresh()).canaries, 10)
  assert.equal((await pool.refresh()).canaries, 0)
  const draw = { corpus: 'pool', role: 'known', count: 60, retired: false, from: 0 } as const
  const drawn = await drawItems(pool.store.exposures, draw)
  const worn = drawn.find(({ isCanary: isOne }) => isOne)
  const shown = { unknown: [worn?.id ?? ''], caps: { known: 1, unknown: 1 } }
  await answerShown(pool.store.answers, shown)
  assert.equal((await pool.refresh()).canaries, 1)
  assert.equal((await pool.store.pool.size('main', 'pool', 100)).canaries, 10)
})

// In a corpus that had shown all of its known items, the canaries were given up one by one and not replaced:
// nothing measured the readings any more.
test('worn canaries go on measuring if no fresh known items are left', async (t) => {
  const pool = await openRefresh(t)
  await pool.refresh()
  const { exposures, pool: items } = pool.store
  const drawn = await drawItems(exposures, {
    corpus: 'pool',
    role: 'known',
    count: 60,
    retired: false,
    from: 0,
  })
  const shown = { unknown: drawn.map(({ id }) => id), caps: { known: 1, unknown: 1 } }
  await answerShown(pool.store.answers, shown)
  assert.equal((await pool.refresh()).canaries, 0)
  assert.equal((await items.size('main', 'pool', 100)).canaries, 0)
  const again = await drawItems(exposures, {
    corpus: 'pool',
    role: 'known',
    count: 60,
    retired: true,
    from: 0,
  })
  assert.equal(again.filter(({ isCanary: isOne }) => isOne).length, 10)
})

// The store answers at once, so checking items of which none moved let no visitor in before it was done.
test('a look at all items lets others in after each page', async (t) => {
  const pool = await openRefresh(t)
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
  const walk: Readings['walk'] = (organisation, corpus, page) => {
    looked.push(turns)
    return pool.store.readings.walk(organisation, corpus, { ...page, limit: 10 })
  }
  setImmediate(count)
  const readings = { ...pool.store.readings, walk }
  await refreshCorpus(pool.corpus, { ...pool.store, ...pool.fixture, readings })
  isDone = true
  assert.equal(looked.length, 9)
  assert.equal(new Set(looked).size, looked.length)
})
