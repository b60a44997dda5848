import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { kinds } from '../kinds/kinds.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { Store } from '../model/store.ts'
import { labelStatements } from '../store/sql/label-statements.ts'
import { openDatabase } from '../store/sql/open-database.ts'
import type { Sql, Step } from '../store/sql/sql.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import { corpus, item, source } from '../store/suites/examples.contract.ts'
import { makeDataDir } from '../../test/setup/data-dir.ts'
import { givenFrom, keepLog, makeLog, openSettling } from '../../test/setup/settling.ts'
import { beginFit } from './fit.ts'
import { fitCorpus } from './fit-corpus.ts'
import { keepFit } from './refit-corpus.ts'
import { allTimeMs, openSession } from './settle-session.ts'
import { settleCorpus } from './settle-corpus.ts'
import { fitRounds } from './tally.ts'

const nowMs = Date.UTC(2026, 0, 3)
const turn = { goesOn: async () => true }

const { labelsOfThese, labelsAfter, allLabelsAfter } = labelStatements
const evidence = new Set<string>([labelsOfThese, labelsAfter, allLabelsAfter])

type Cost = { statements: number; labels: number }

/** A store that counts the statements that it runs, and the labels that it reads as evidence. */
function openCounting(t: TestContext, cost: Cost) {
  const dataDir = makeDataDir()
  const sql = openSqlite(join(dataDir, 'incipit.sqlite'))
  const read = async (step: Step): ReturnType<Sql['read']> => {
    cost.statements += 1
    const rows = await sql.read(step)
    if (evidence.has(step.sql)) cost.labels += rows.length
    return rows
  }
  const write = (steps: readonly Step[]): ReturnType<Sql['write']> => {
    cost.statements += steps.length
    return sql.write(steps)
  }
  const clock = (): number => nowMs
  const store = openDatabase({ ...sql, read, write }, clock, randomBytes)
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  return { store, context: { ...store, clock, random: randomBytes, kinds } }
}

const fresh = 10

async function fill(store: Pick<Store, 'corpora' | 'sources' | 'answers'>, unknown: number) {
  await store.corpora.add(corpus)
  const unread = (id: string) => item(id, { status: 'unknown', label: null })
  await store.sources.add('main', source, [
    ...Array.from({ length: unknown }, (_, n) => unread(`item-${n}`)),
    ...Array.from({ length: fresh }, (_, n) => unread(`new-${n}`)),
    ...Array.from({ length: 10 }, (_, n) => item(`known-${n}`)),
  ])
  await keepLog(store as Store, makeLog(5 * unknown, unknown))
}

/** One label for each of ten items that had none. */
function tenMore() {
  const given = givenFrom(makeLog(fresh, fresh, 9), nowMs - 100_000)
  return given.map(({ answer, labels }, n) => ({
    answer,
    labels: labels.map((label) => ({ ...label, itemId: `new-${n}` })),
  }))
}

async function costOfSettling(t: TestContext, unknown: number): Promise<Cost> {
  const cost: Cost = { statements: 0, labels: 0 }
  const { store, context } = openCounting(t, cost)
  await fill(store, unknown)
  await settleCorpus(corpus, context)
  // Looks once more at the last minutes before the fit.
  await settleCorpus(corpus, context)
  await keepLog(store as Store, tenMore())
  Object.assign(cost, { statements: 0, labels: 0 })
  const { settled, isRefitted } = await settleCorpus(corpus, context)
  assert.deepEqual([settled, isRefitted], [fresh, false])
  return { ...cost }
}

describe('what a fit and a settling cost', () => {
  test('settling ten labels runs as many statements beside ten times as many settled items', async (t) => {
    const [few, many] = [await costOfSettling(t, 60), await costOfSettling(t, 600)]
    assert.deepEqual(many, few)
    assert.equal(few.labels, fresh)
  })

  // Each of the rounds of a fit read the whole log again: a million labels took six minutes of processor.
  test('a fit reads each label once, and the settling by it once more, however many rounds there are', async (t) => {
    const cost: Cost = { statements: 0, labels: 0 }
    const { store, context } = openCounting(t, cost)
    await fill(store, 300)
    await settleCorpus(corpus, context)
    Object.assign(cost, { statements: 0, labels: 0 })
    await settleCorpus(corpus, context, { again: true })
    assert.equal(cost.labels, 2 * 5 * 300)
  })

  test('a fit that has room for few answers reads the others in each round, and is the same', async (t) => {
    const { store, context } = await openSettling(t, 150)
    await keepLog(store, makeLog(1_500, 150))
    const session = await openSession(corpus, context, turn)
    let walked = 0
    const walk: typeof store.readings.walk = async (...of) => {
      const page = await store.readings.walk(...of)
      walked += page.length
      return page
    }
    const counting = { ...session, context: { ...context, readings: { ...store.readings, walk } } }
    const [whole, wholeWalked] = [await fitCorpus(counting, allTimeMs), walked]
    walked = 0
    const parts = await fitCorpus(counting, allTimeMs, { answersMax: 400 })
    assert.ok(whole && parts && whole.records.size > 0)
    assert.deepEqual(parts.parameters, whole.parameters)
    assert.deepEqual([...parts.records.values()], [...whole.records.values()])
    assert.equal(wholeWalked, 160)
    assert.ok(walked > 4 * wholeWalked && walked < fitRounds * wholeWalked, String(walked))
  })

  // Keeping the records of a million labels took longer than a turn lasts. The turn was not renewed meanwhile,
  // so the refit ended after the first page, was never complete, and began anew each minute.
  test('keeping many records goes on only in its turn, and leaves the fit before it otherwise', async (t) => {
    const { store, context } = await openSettling(t, 1)
    const facts = { untilMs: 1, labels: 1, fittedAtMs: 1, recalls: 0, isStale: false }
    const kept = { corpus: 'letters', engine: 'consensus-1', ...facts, parameters: '{}' }
    const counts = { knownAsked: 1, knownRight: 1, compared: 0, agreed: 0, isHeld: false }
    const records = new Map(
      Array.from({ length: 5_000 }, (_, n): [string, NetworkRecord] => {
        return [`${n}`, { networkHash: `${n}`, ...counts }]
      }),
    )
    const fit = { ...beginFit('transcription'), records }
    let asked = 0
    const upTo = (most: number) => ({ goesOn: async () => (asked += 1) <= most })
    assert.equal(await keepFit({ context, turn: upTo(9) }, kept, fit), true)
    assert.equal(asked, 5)
    asked = 0
    const next = { ...kept, untilMs: 2 }
    assert.equal(await keepFit({ context, turn: upTo(3) }, next, fit), false)
    assert.equal((await store.fits.find('main', 'letters'))?.untilMs, 1)
    assert.equal((await store.fits.listRecords('main', 'letters', '', 9_999)).length, 5_000)
  })
})
