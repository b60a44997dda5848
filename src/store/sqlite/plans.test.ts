import assert from 'node:assert/strict'
import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDataDir } from '../../../test/setup/data-dir.ts'
import { step } from '../sql/sql.ts'
import { openSqlite } from './sqlite.ts'

/** What grows with the archive, its visitors or the log. */
const growing = [
  'items|pairs|sources|documents|mentions|variants|variant_pictures|exposures|class_names',
  'answers|labels|known_answers|decisions|reports|readings|reading_events|network_records|fit_draft_parts',
  'tickets|allowances|counters',
].join('|')
const readsThrough = new RegExp(`^SCAN (${growing})\\b`)

/** Statements that read through such a table, and why that does no harm. */
const reasons: Readonly<Record<string, string>> = {
  countReady:
    'counts the variants that wait, of which --variants-max are kept, in the job that draws ahead',
  sweepHidden: 'goes through variants, of which --variants-max wait, in the job that sweeps',
}

async function readStatements(): Promise<Map<string, string>> {
  const folder = join(import.meta.dirname, '../sql')
  const statements = new Map<string, string>()
  for (const file of globSync('*-statements.ts', { cwd: folder })) {
    const groups = Object.values((await import(join(folder, file))) as Record<string, unknown>)
    for (const group of groups)
      for (const [name, sql] of Object.entries(Object(group) as Record<string, unknown>))
        if (typeof sql === 'string' && /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(sql))
          statements.set(name, sql)
  }
  return statements
}

// A statement that looks at all rows is as fast as any in a test, and takes seconds in a store of a million items.
test('no statement reads through a table that grows, but for those with a reason', async () => {
  const dataDir = makeDataDir()
  const sql = openSqlite(join(dataDir, 'incipit.sqlite'))
  const statements = await readStatements()
  assert.ok(statements.size > 200, String(statements.size))
  statements.set('planted', 'SELECT id FROM items WHERE box = ?')
  const found: string[] = []
  for (const [name, statement] of statements) {
    const values = Array<number>(statement.split('?').length - 1).fill(1)
    const plan = await sql.read(step(`EXPLAIN QUERY PLAN ${statement}`, ...values))
    if (plan.some((row) => readsThrough.test(String(row['detail'])))) found.push(name)
  }
  assert.deepEqual(found.toSorted(), [...Object.keys(reasons), 'planted'].toSorted())
  await sql.close()
  rmSync(dataDir, { recursive: true })
})
