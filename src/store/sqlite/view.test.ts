import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { step } from '../sql/sql.ts'
import { readStatements } from '../suites/recording.contract.ts'
import { openSqlite } from './sqlite.ts'

const namesOfKeys = step('SELECT name FROM keys ORDER BY name')
const addKey = (name: string) => step('INSERT INTO keys (name, value) VALUES (?, ?)', name, name)

async function withFile(use: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  await use(join(folder, 'incipit.sqlite'))
  rmSync(folder, { recursive: true })
}

test('reads that follow each other see one view of the file, and those after a wait the latest', () =>
  withFile(async (path) => {
    const sql = openSqlite(path)
    const other = new Database(path)
    const count = async (): Promise<number> => (await sql.read(namesOfKeys)).length
    const addElsewhere = (name: string): unknown =>
      other.prepare('INSERT INTO keys (name, value) VALUES (?, ?)').run(name, name)
    await nextTurn()
    await Promise.resolve()
    assert.equal(await count(), 0)
    addElsewhere('a')
    assert.equal(await count(), 0)
    await nextTurn()
    assert.equal(await count(), 1)
    addElsewhere('b')
    await sql.write([addKey('c')])
    assert.equal(await count(), 3)
    other.close()
    await sql.close()
  }))

test('whoever reads on and on sees in the end what others have written', { timeout: 30_000 }, () =>
  withFile(async (path) => {
    const sql = openSqlite(path)
    const other = new Database(path)
    assert.deepEqual(await sql.read(namesOfKeys), [])
    other.prepare(`INSERT INTO keys (name, value) VALUES ('a', 'a')`).run()
    while ((await sql.read(namesOfKeys)).length === 0);
    other.close()
    await sql.close()
  }),
)

/** Plans of a statement that differ from the one for values that SQLite cannot see. */
function plansByValue(db: Database.Database, sql: string): string[][] {
  const count = sql.split('?').length - 1
  const plan = (text: string, value: string): string[] =>
    (
      db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...Array<string>(count).fill(value)) as {
        detail: string
      }[]
    ).map(({ detail }) => detail)
  const hidden = plan(sql.replaceAll('?', '+?'), '').join()
  return ['open', 'retired', 'queued', 'known', 'unknown', 'pass', 'fail']
    .map((value) => plan(sql, value))
    .filter((one) => one.join() !== hidden)
}

// Half of the time of a challenge with nine pictures went into preparing its statements anew: SQLite compared
// each new value with the conditions of partial indexes. It may not see the values, so no plan may need them.
test('no plan of a statement depends on its values', () =>
  withFile(async (path) => {
    await openSqlite(path).close()
    const db = new Database(path)
    for (const [name, sql] of await readStatements())
      assert.deepEqual(plansByValue(db, sql), [], name)
    db.exec(`CREATE INDEX items_planted ON items (region) WHERE stage = 'open'`)
    assert.equal(plansByValue(db, 'SELECT id FROM items WHERE stage = ? ORDER BY region').length, 1)
    db.close()
  }))
