import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { step } from '../sql/sql.ts'
import { openSqlite } from './sqlite.ts'

const loopTurns = 50

// A commit of a job or of an import kept the whole service waiting, as the driver waits without letting go.
test('a write waits for another process that writes without keeping the event loop waiting', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-busy-'))
  const path = join(folder, 'incipit.sqlite')
  const sql = openSqlite(path)
  const other = new Database(path)
  t.after(async () => {
    other.close()
    await sql.close()
    rmSync(folder, { recursive: true })
  })
  const insert = 'INSERT INTO keys (name, value) VALUES (?, ?)'
  other.exec('BEGIN IMMEDIATE')
  let kept = 0
  const writes = ['a', 'b'].map((name) =>
    sql.write([step(insert, name, 'x')]).then(() => (kept += 1)),
  )
  for (let turn = 0; turn < loopTurns; turn += 1) await nextTurn()
  assert.equal(kept, 0)
  assert.deepEqual(await sql.read(step('SELECT COUNT(*) AS n FROM keys')), [{ n: 0 }])
  other.exec('COMMIT')
  await Promise.all(writes)
  assert.equal(kept, 2)
})

test('a process that rests keeps every write all the same', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-busy-'))
  const sql = openSqlite(join(folder, 'incipit.sqlite'), { rests: true })
  t.after(() => rmSync(folder, { recursive: true }))
  for (const name of ['a', 'b', 'c'])
    await sql.write([step('INSERT INTO keys (name, value) VALUES (?, ?)', name, 'x')])
  assert.deepEqual(await sql.read(step('SELECT COUNT(*) AS n FROM keys')), [{ n: 3 }])
  await sql.close()
})

// Every commit beside a service kept the file until the disk had it, and the service's commits waited.
test('a process that rests leaves the disk to others, and syncs the log once it is closed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-busy-'))
  const path = join(folder, 'incipit.sqlite')
  const service = openSqlite(path)
  const sql = openSqlite(path, { rests: true })
  t.after(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })
  assert.deepEqual(await sql.read(step('PRAGMA synchronous')), [{ synchronous: 1 }])
  assert.deepEqual(await service.read(step('PRAGMA synchronous')), [{ synchronous: 2 }])
  await sql.write([step('INSERT INTO keys (name, value) VALUES (?, ?)', 'a', 'x')])
  const logBytes = statSync(`${path}-wal`).size
  await sql.close()
  assert.ok(statSync(`${path}-wal`).size > logBytes, 'no commit was there to sync')
})
