import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { recallStatements } from './recall-statements.ts'
import { step } from './sql.ts'
import { openSqlite } from '../sqlite/sqlite.ts'

test('recalls are looked up in an index, whatever is asked of them', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const sql = openSqlite(join(dataDir, 'incipit.sqlite'))
  const { addAuditOfRecall, liftRecalls, listRecalls } = recallStatements
  for (const statement of [addAuditOfRecall, liftRecalls, listRecalls]) {
    const values = Array<number>(statement.split('?').length - 1).fill(1)
    const rows = await sql.read(step(`EXPLAIN QUERY PLAN ${statement}`, ...values))
    const plan = rows.map((row) => row['detail']).join()
    assert.match(plan, /INDEX/)
    assert.doesNotMatch(plan, /SCAN recalls/)
  }
  await sql.close()
  rmSync(dataDir, { recursive: true })
})
