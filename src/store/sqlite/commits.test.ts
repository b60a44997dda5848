import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { step } from '../sql/sql.ts'
import { openSqlite } from './sqlite.ts'

// A savepoint for each caller made SQLite copy every page that an answer changed into a temporary file: 78 of the
// 100 writes to files that an answer took. Without them, one caller's failure must still be nobody else's.
test('of writes that share a commit, one that fails undoes its own steps alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const sql = openSqlite(join(folder, 'incipit.sqlite'))
  const add = (name: string) =>
    step('INSERT INTO keys (name, value) VALUES (?, ?) RETURNING name', name, name)
  const [first, failed, last] = await Promise.allSettled([
    sql.write([add('a'), add('b')]),
    sql.write([add('c'), add('a')]),
    sql.write([add('d'), add('e')]),
  ])
  assert.deepEqual(
    [first, failed, last].map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(first.status === 'fulfilled' && first.value, [[{ name: 'a' }], [{ name: 'b' }]])
  const kept = await sql.read(step('SELECT name FROM keys ORDER BY name'))
  assert.deepEqual(
    kept.map(({ name }) => name),
    ['a', 'b', 'd', 'e'],
  )
  await sql.close()
  rmSync(folder, { recursive: true })
})

test('a gate that gives no row ends its write, and what came before it is kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const sql = openSqlite(join(folder, 'incipit.sqlite'))
  const add = (name: string) => step('INSERT INTO keys (name, value) VALUES (?, ?)', name, name)
  const take = { ...step('DELETE FROM keys WHERE name = ? RETURNING name', 'b'), isGate: true }
  const rows = await sql.write([add('a'), take, add('c')])
  assert.deepEqual(rows, [[], []])
  assert.deepEqual(await sql.read(step('SELECT name FROM keys')), [{ name: 'a' }])
  await sql.close()
  rmSync(folder, { recursive: true })
})
