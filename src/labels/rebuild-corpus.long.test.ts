import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import Database from 'better-sqlite3'
import { shuffle } from '../model/chance.ts'
import {
  keepLog,
  openSettling,
  makeLog,
  readMade,
  givenFrom,
  type SettlingFixture,
  type Made,
} from '../../test/setup/settling.ts'
import { corpus } from '../store/suites/examples.contract.ts'
import { rebuildCorpus, type Rebuilt } from './rebuild-corpus.ts'
import { settleCorpus } from './settle-corpus.ts'

const unknown = 40
const log = makeLog(400, unknown)
const minuteMs = 60_000

/** A corpus that was fitted once and has received some labels since. */
async function openSettled(t: TestContext): Promise<SettlingFixture> {
  const fixture = await openSettling(t, unknown)
  await keepLog(fixture.store, log.slice(0, 340))
  await settleCorpus(corpus, fixture.context)
  await keepLog(fixture.store, givenFrom(log.slice(340), fixture.context.clock()))
  fixture.moveClock(minuteMs)
  assert.equal((await settleCorpus(corpus, fixture.context)).isRefitted, false)
  fixture.moveClock(minuteMs)
  return fixture
}

// In a turn of its own: what reads in one turn sees one view of the file.
async function damage({ dataDir }: SettlingFixture, statement: string): Promise<void> {
  await new Promise(setImmediate)
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  db.exec(statement)
  db.close()
}

async function rebuild({ context }: SettlingFixture, onlyChecks = false): Promise<Rebuilt> {
  const rebuilt = await rebuildCorpus(corpus, context, { onlyChecks })
  assert.ok(rebuilt)
  return rebuilt
}

function isSame({ isFitSame, records, readings, behind }: Rebuilt): boolean {
  return isFitSame && records.different + readings.different + behind === 0
}

const harms = [
  'DELETE FROM readings',
  'DELETE FROM fits',
  'DELETE FROM network_records',
  'DELETE FROM fits; DELETE FROM network_records; DELETE FROM readings; DELETE FROM settlements',
  `UPDATE readings SET text = 'x', state = 'rejected' WHERE item_id LIKE '%1'`,
  'UPDATE readings SET confidence = confidence + 1e-15',
  `UPDATE fits SET parameters = '{'`,
  `UPDATE fits SET parameters = replace(parameters, '1', '2')`,
  `UPDATE network_records SET agreed = agreed + 1 WHERE network_hash LIKE '%7'`,
  'UPDATE network_records SET generation = generation + 1',
  `INSERT INTO network_records SELECT corpus, generation, 'a stranger', 1, 1, 1, 1, 0 FROM fits`,
  `INSERT INTO readings SELECT 'known-1', corpus, text, state, confidence, raw_confidence, answers,
    networks, agreement, attack, alternatives, 1, 2, engine FROM readings LIMIT 1`,
]

/** Without the times of making: if a fit's own time is lost, it is made as of now. */
function withoutTimes({ fit, ...made }: Made): unknown {
  return {
    ...made,
    fit: { ...fit, untilMs: 0, fittedAtMs: 0 },
  }
}

describe('rebuilding a corpus from its log', () => {
  // Without the time of the last fit, a rebuild took the corpus for one that was never settled and reported
  // everything as the same although nothing was left.
  test('rebuilds the fit and readings even if the times of fits are lost', async (t) => {
    const fixture = await openSettling(t, unknown)
    await keepLog(fixture.store, log)
    await settleCorpus(corpus, fixture.context)
    const before = await readMade(fixture.store)
    const settlement = await fixture.store.readings.settlement(corpus.name)
    await damage(
      fixture,
      ['fits', 'fit_times', 'network_records', 'readings']
        .map((of) => `DELETE FROM ${of};`)
        .join(''),
    )
    const found = await rebuild(fixture, true)
    assert.deepEqual([found.isBlank, found.isFitSame, found.readings.same], [false, false, 0])
    assert.equal(found.readings.different, before.readings.length)
    await rebuild(fixture)
    assert.deepEqual(withoutTimes(await readMade(fixture.store)), withoutTimes(before))
    assert.deepEqual(await fixture.store.readings.settlement(corpus.name), settlement)
    assert.ok(isSame(await rebuild(fixture, true)))
  })

  // A lost settlement was not part of the comparison: the next settling went through all labels again,
  // counted them as new, and refitted.
  test('notices that the settlement is lost, and restores it', async (t) => {
    const fixture = await openSettled(t)
    const settlement = await fixture.store.readings.settlement(corpus.name)
    await damage(fixture, 'DELETE FROM settlements')
    const found = await rebuild(fixture, true)
    assert.deepEqual(
      [found.isSettlementSame, found.readings.different, found.behind],
      [false, 0, 0],
    )
    assert.equal((await rebuild(fixture)).isSettlementSame, false)
    assert.deepEqual(await fixture.store.readings.settlement(corpus.name), settlement)
    assert.equal((await rebuild(fixture)).isSettlementSame, true)
  })

  test('reports accepted readings whose history is lost, because it is not part of the log', async (t) => {
    const fixture = await openSettled(t)
    const { accepted } = await fixture.store.readings.count('main', corpus.name)
    assert.ok(accepted > 0)
    assert.equal((await rebuild(fixture)).withoutHistory, 0)
    await damage(fixture, 'DELETE FROM reading_events')
    assert.equal((await rebuild(fixture)).withoutHistory, accepted)
  })

  test('finds every reading and the whole fit the same, bit for bit', async (t) => {
    const fixture = await openSettled(t)
    const before = await readMade(fixture.store)
    const rebuilt = await rebuild(fixture)
    assert.ok(isSame(rebuilt), JSON.stringify(rebuilt))
    assert.ok(rebuilt.readings.same > 30 && rebuilt.records.same > 10)
    assert.deepEqual(await readMade(fixture.store), before)
  })

  for (const harm of harms)
    test(`puts the same rows back after ${harm.slice(0, 60).replace(/\s+/g, ' ')}`, async (t) => {
      const fixture = await openSettled(t)
      const before = await readMade(fixture.store)
      const history = await fixture.store.readings.history('main', 'item-1', 99)
      await damage(fixture, harm)
      const harmed = await readMade(fixture.store)
      assert.equal(isSame(await rebuild(fixture, true)), false)
      assert.deepEqual(await readMade(fixture.store), harmed)
      assert.equal(isSame(await rebuild(fixture)), false)
      assert.deepEqual(await readMade(fixture.store), before)
      assert.deepEqual(await fixture.store.readings.history('main', 'item-1', 99), history)
      assert.ok(isSame(await rebuild(fixture, true)))
    })

  // One cell that was not JSON ended the very rebuild that was to mend it, with "Expected property name".
  for (const cell of ['{', '{}', ''])
    test(`repairs readings whose alternatives are “${cell}”, even of items without labels`, async (t) => {
      const fixture = await openSettled(t)
      const before = await readMade(fixture.store)
      const strays = harms.at(-1) ?? ''
      await damage(
        fixture,
        `${strays}; UPDATE readings SET alternatives = '${cell}' WHERE item_id LIKE '%1'`,
      )
      await assert.rejects(
        readMade(fixture.store),
        /The kept reading of item .*1 is damaged; `incipit/,
      )
      const found = await rebuild(fixture, true)
      assert.equal(found.readings.different, 5)
      await rebuild(fixture)
      assert.deepEqual(await readMade(fixture.store), before)
      assert.ok(isSame(await rebuild(fixture, true)))
    })

  test('tells newer labels from damage', async (t) => {
    const fixture = await openSettling(t, unknown)
    await keepLog(fixture.store, log.slice(0, 390))
    await settleCorpus(corpus, fixture.context)
    await keepLog(fixture.store, givenFrom(log.slice(390), fixture.context.clock() + 1))
    const { readings, behind } = await rebuild(fixture, true)
    assert.ok(behind > 0)
    assert.equal(readings.different, 0)
  })
})

test('the same log in another order of arrival gives the same readings after a fit', async (t) => {
  const one = await openSettling(t, unknown)
  await keepLog(one.store, log)
  await settleCorpus(corpus, one.context)
  const made = await readMade(one.store)
  assert.ok(made.readings.length > 30)
  for (const seed of [1, 2]) {
    const other = await openSettling(t, unknown)
    let state = seed
    const random = (size: number): Buffer => {
      const bytes = Buffer.alloc(size)
      for (let at = 0; at < size; at += 4) {
        state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
        bytes.writeUInt32BE(state, at)
      }
      return bytes
    }
    const shuffled = shuffle(random, log)
    for (const from of [0, 100, 200, 300]) {
      await keepLog(other.store, shuffled.slice(from, from + 100))
      await settleCorpus(corpus, other.context)
    }
    await settleCorpus(corpus, other.context, { again: true })
    assert.deepEqual(await readMade(other.store), made)
  }
})
