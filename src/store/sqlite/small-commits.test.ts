import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { makeDataDir } from '../../../test/setup/data-dir.ts'
import type { Pair } from '../../model/pair.ts'
import type { Database } from '../../model/store.ts'
import { openDatabase } from '../sql/open-database.ts'
import { corpus, item, source } from '../suites/examples.contract.ts'
import { openSqlite } from './sqlite.ts'

/** What other processes wait for at most: statements of a commit, or rows that one statement deletes. */
const most = 200

/** A database, and how many statements and deleted rows each of its commits had. */
async function openCounted(t: TestContext): Promise<{ database: Database; sizes: number[] }> {
  const folder = makeDataDir()
  const sql = openSqlite(join(folder, 'incipit.sqlite'))
  const sizes: number[] = []
  const counted = {
    ...sql,
    write: async (steps: Parameters<typeof sql.write>[0]) => {
      const rows = await sql.write(steps)
      sizes.push(Math.max(steps.length, rows.flat().length))
      return rows
    },
  }
  const database = openDatabase(counted, () => 1_000, randomBytes)
  t.after(async () => {
    await sql.close()
    rmSync(folder, { recursive: true })
  })
  await database.corpora.add(corpus)
  return { database, sizes }
}

const unread = { status: 'unknown', label: null } as const

// Requests waited for the commits of jobs, some of which changed thousands of rows.
describe('a long list is kept in commits of a few', () => {
  test('pairs, canaries and items that rest', async (t) => {
    const { database, sizes } = await openCounted(t)
    const { sources, pairs, pool } = database
    const ids = Array.from({ length: 150 }, (_, n) => n)
    for (const n of ids) await sources.add('main', source, [item(`k${n}`), item(`u${n}`, unread)])
    const made = ids.map((n): Pair => {
      const which = { id: `pair ${n}`, corpus: 'letters', controlId: `k${n}`, probeId: `u${n}` }
      return { ...which, probeRole: 'unknown', stage: 'open', slice: 0, text: 'word', turn: n }
    })
    assert.equal(await pairs.addPairs(made), ids.length)
    assert.equal(await pool.rest(ids.map((n) => `u${n}`)), ids.length)
    await pool.markCanaries(ids.map((n) => `k${n}`))
    assert.equal((await pool.size('main', 'letters', 1_000)).canaries, ids.length)
    assert.ok(Math.max(...sizes) <= most, String(Math.max(...sizes)))
  })

  test('the records of a fit', async (t) => {
    const { database, sizes } = await openCounted(t)
    const counts = { knownAsked: 1, knownRight: 1, compared: 1, agreed: 1, isHeld: false }
    const records = Array.from({ length: 900 }, (_, n) => ({ networkHash: `n${n}`, ...counts }))
    const times = { untilMs: 1, fittedAtMs: 1, labels: 1, recalls: 0, isStale: true }
    const fit = { corpus: 'letters', engine: 'x', parameters: '{}', ...times }
    await database.fits.keep(fit, records)
    await database.fits.keep(fit, records)
    assert.equal(
      (await database.fits.listRecords('main', 'letters', '', 999)).length,
      records.length,
    )
    assert.ok(Math.max(...sizes) <= most, String(Math.max(...sizes)))
  })

  test('what is swept', async (t) => {
    const { database, sizes } = await openCounted(t)
    const ids = Array.from({ length: 900 }, (_, n) => `t${n}`)
    const put = (id: string) =>
      database.tickets.put({ kind: 'token', id, body: '', expiresAtMs: 1 })
    await Promise.all(ids.map(put))
    assert.equal(await database.tickets.sweep(), ids.length)
    assert.ok(Math.max(...sizes) <= most, String(Math.max(...sizes)))
  })
})
