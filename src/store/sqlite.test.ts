import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testCounters } from './counters.contract.ts'
import { openStore, type Store } from './open-store.ts'
import { openFilesOnDisk } from './files-disk.ts'
import { testRecords } from './records.contract.ts'
import { testRevisions } from './revision.contract.ts'
import { testSecrets } from './secrets.contract.ts'
import { testSites } from './sites.contract.ts'
import { openSqlite } from './sqlite.ts'
import { step } from './sql.ts'
import { testTickets } from './tickets.contract.ts'
import type { TwoKeepers } from './keepers.contract.ts'

const openTwo = async <Keeper>(choose: (store: Store) => Keeper): Promise<TwoKeepers<Keeper>> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  let now = 0
  const open = (): Store => openStore({ dataDir, clock: () => now, random: randomBytes })
  const stores = [open(), open()] as const
  return {
    one: choose(stores[0]),
    other: choose(stores[1]),
    moveClock: (byMs) => (now += byMs),
    close: async () => {
      for (const store of stores) await store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

testTickets('SQLite', () => openTwo((store) => store.tickets))
testRecords('SQLite', () => openTwo((store) => store.records))
testRevisions('SQLite', () => openTwo((store) => store.records))
testSites('SQLite', () => openTwo((store) => store))
testSecrets('SQLite', () => openTwo((store) => store.secrets))
testCounters('SQLite', () => openTwo((store) => store.counters))

test('pictures on disk are kept once, whole, and found by their id alone', async () => {
  const { one, other, close } = await openTwo((store) => store.pictures)
  const bytes = Buffer.from('a picture')
  const ids = await Promise.all([one.put(bytes), other.put(bytes), one.put(bytes)])
  assert.equal(new Set(ids).size, 1)
  assert.deepEqual(await other.get(ids[0]), bytes)
  assert.equal(await one.get('../../incipit.sqlite'), null)
  assert.equal(await one.get('0'.repeat(64)), null)
  await close()
})

// Killed imports left their drafts between the pictures for ever.
test('the drafts of a killed import are forgotten after an hour, younger ones are left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const drafts = join(folder, 'drafts')
  mkdirSync(drafts)
  writeFileSync(join(drafts, 'old'), '')
  utimesSync(join(drafts, 'old'), 0, 0)
  writeFileSync(join(drafts, 'young'), '')
  await openFilesOnDisk(folder).put(Buffer.from('a picture'))
  assert.deepEqual(readdirSync(drafts), ['young'])
  rmSync(folder, { recursive: true })
})

test('pictures whose folder is gone do not pass their check', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const pictures = openFilesOnDisk(folder)
  await pictures.check()
  rmSync(folder, { recursive: true })
  await assert.rejects(pictures.check())
})

// The folder was made for its owner alone, the file in it was not: in a folder that was there before,
// everybody on the machine could read the keys of all sites.
test('the file with the keys of all sites is readable for its owner alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  chmodSync(folder, 0o755)
  const sql = openSqlite(join(folder, 'incipit.sqlite'))
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o077, 0)
  await sql.close()
  rmSync(folder, { recursive: true })
})

test('a data folder of a newer program is refused with a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const path = join(folder, 'incipit.sqlite')
  const sql = openSqlite(path)
  await sql.write([step('PRAGMA user_version')])
  await sql.close()
  const { default: Database } = await import('better-sqlite3')
  const newer = new Database(path)
  newer.pragma('user_version = 99')
  newer.close()
  assert.throws(() => openSqlite(path), /newer Incipit/)
  rmSync(folder, { recursive: true })
})

test('every migration is a file with the next number', () => {
  const files = readdirSync(new URL('migrations/', import.meta.url)).toSorted()
  assert.ok(files.length > 0)
  for (const [n, name] of files.entries()) {
    assert.match(name, new RegExp(`^${String(n + 1).padStart(4, '0')}-[a-z-]+\\.sql$`))
  }
})
