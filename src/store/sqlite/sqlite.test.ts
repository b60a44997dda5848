import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDataDir } from '../../../test/setup/data-dir.ts'
import type { Store } from '../../model/store.ts'
import { openStore } from './open-store.ts'
import { openFilesOnDisk } from '../files/files-disk.ts'
import { labelStatements } from '../sql/label-statements.ts'
import { poolStatements } from '../sql/pool-statements.ts'
import { openSqlite } from './sqlite.ts'
import { step, type Sql } from '../sql/sql.ts'
import { exposureStatements } from '../sql/exposure-statements.ts'
import { itemStatements } from '../sql/item-statements.ts'
import { pairStatements } from '../sql/pair-statements.ts'
import { queueStatements } from '../sql/queue-statements.ts'
import { variantStatements } from '../sql/variant-statements.ts'
import { testDatabase } from '../suites/database.contract.ts'
import { insertRow, readTables } from '../suites/tables.contract.ts'
import type { TwoStores } from '../suites/stores.contract.ts'

async function openTwo<Stores>(choose: (store: Store) => Stores): Promise<TwoStores<Stores>> {
  const dataDir = makeDataDir()
  let now = 0
  const open = (): Store => openStore({ dataDir, clock: () => now, random: randomBytes })
  const stores = [open(), open()] as const
  return {
    one: choose(stores[0]),
    other: choose(stores[1]),
    moveClock: (byMs) => (now += byMs),
    readTables: () =>
      withSql(dataDir, (sql) =>
        readTables(sql, `SELECT name FROM sqlite_master WHERE type = 'table'`),
      ),
    insertRow: (table, row) => withSql(dataDir, (sql) => insertRow(sql, table, row)),
    close: async () => {
      for (const store of stores) await store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

async function withSql<Done>(dataDir: string, use: (sql: Sql) => Promise<Done>): Promise<Done> {
  const sql = openSqlite(join(dataDir, 'incipit.sqlite'))
  try {
    return await use(sql)
  } finally {
    await sql.close()
  }
}

testDatabase('SQLite', () => openTwo((store) => store))

// A draw of one class walked through all classes: sixteen times as far with sixteen classes. To give an item's
// variant out, all that were ready were looked at: a millisecond for each picture with a stock of 400.
test('what a draw or a sweep asks for is looked up in an index made for it', async () => {
  const dataDir = makeDataDir()
  const sql = openSqlite(join(dataDir, 'incipit.sqlite'))
  const statements = {
    ...exposureStatements,
    ...itemStatements,
    ...pairStatements,
    ...queueStatements,
    ...variantStatements,
  }
  const indexes = {
    itemsOfRegion: 'items_by_region',
    looseItems: 'items_loose',
    looseFresh: 'items_loose',
    unlookedItems: 'items_unlooked',
    lookedItems: 'items_looked',
    nextPairs: 'pairs_by_turn',
    countOfLabel: 'items_by_label',
    countOfAssignedClass: 'items_by_pretended',
    nextLabel: 'items_by_label',
    nextAssignedClass: 'items_by_pretended',
    nextQueued: 'items_unguessed',
    nextQueuedOfGuess: 'items_by_label',
    holdBackNew: 'items_unplaced',
    holdBack: 'items_by_pretended',
    haveReadyFew: 'variants_of_item',
    haveReadyMany: 'variants_of_item',
    giveFew: 'variants_of_item',
    giveMany: 'variants_of_item',
    findMany: 'variants_of_picture',
    addVariant: 'variants_of_item',
    listUnstocked: 'variants_of_item',
    listUnstockedPairs: 'variants_of_item',
  } as const
  // A draw looks at many items for each that it shows; in a large store each lies in another page.
  const covering = {
    drawItems: 'items_to_draw',
    drawItemsOfLabel: 'items_by_label',
    drawItemsOfOtherLabels: 'items_to_draw',
    drawItemsOfAssignedClass: 'items_by_pretended',
    drawItemsOfOtherAssignedClass: 'items_to_draw',
  } as const
  const expected = [
    ...Object.entries(indexes).map(([name, index]) => ({ name, through: `INDEX ${index} ` })),
    ...Object.entries(covering).map(([name, index]) => ({
      name,
      through: `COVERING INDEX ${index} `,
    })),
  ]
  for (const { name, through } of expected) {
    const statement = statements[name as keyof typeof indexes | keyof typeof covering]
    const values = Array<number>(statement.split('?').length - 1).fill(1)
    const plan = await sql.read(step(`EXPLAIN QUERY PLAN ${statement}`, ...values))
    assert.match(plan.map((row) => row['detail']).join(), new RegExp(through), name)
  }
  await sql.close()
  rmSync(dataDir, { recursive: true })
})

const readThrough =
  /^SCAN (answers|labels|known_answers|decisions|reports|items|readings|reading_events|fits|network_records)\b/
const settlingIndexes: Readonly<Record<string, readonly string[]>> = {
  listLabelMarks: ['labels_in_time (corpus=? AND (given_at_ms,challenge_id,item_id)>'],
  nextEvident: [
    'labels_by_corpus_item (corpus=? AND item_id>',
    'known_answers_by_corpus_item (corpus=? AND item_id>',
    'decisions_by_corpus_item (corpus=? AND item_id>',
    'reports_by_corpus_item (corpus=? AND item_id>',
  ],
  listTouched: [
    'decisions_in_time (corpus=? AND decided_at_ms>',
    'reports_by_corpus (corpus=? AND day>',
    'reports_reviewed (corpus=? AND reviewed_at_ms>',
    'items_moved_in_time (corpus=? AND moved_at_ms>',
    'known_answers_in_time (corpus=? AND given_at_ms>',
  ],
  labelsAfter: ['labels_by_corpus_item (corpus=? AND item_id>? AND item_id<?'],
  knownAnswersAfter: ['known_answers_by_corpus_item (corpus=? AND item_id>? AND item_id<?'],
  labelsOfThese: ['labels_by_item (item_id=?'],
  hasMovedAway: ['items_moved_away (corpus=? AND moved_at_ms<'],
  struckOfThese: ['labels_by_item (item_id=?'],
  knownAnswersOfThese: ['known_answers_by_corpus_item (corpus=? AND item_id=?'],
  listKept: ['sqlite_autoindex_readings_1 (item_id>'],
  listReadings: ['readings_by_state (corpus=? AND state=? AND item_id>'],
  listWithdrawn: ['reading_events_withdrawn (corpus=? AND at_ms>'],
}

// To gather what fifty items were given, all that a corpus was ever given was read through by its time;
// an export read through every change of every reading for the few that were withdrawn.
test('what settling asks for is looked up in an index, however long the log', async () => {
  const dataDir = makeDataDir()
  const sql = openSqlite(join(dataDir, 'incipit.sqlite'))
  for (const [name, statement] of Object.entries({ ...labelStatements, ...poolStatements })) {
    const values = Array<number>(statement.split('?').length - 1).fill(1)
    const plan = await sql.read(step(`EXPLAIN QUERY PLAN ${statement}`, ...values))
    const details = plan.map((row) => String(row['detail']))
    const scans = details.filter((of) => readThrough.test(of))
    assert.deepEqual(scans, [], name)
    for (const index of settlingIndexes[name] ?? [])
      assert.ok(details.join('\n').includes(`INDEX ${index}`), `${name}: ${details.join('\n')}`)
  }
  await sql.close()
  rmSync(dataDir, { recursive: true })
})

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

test('pictures that are put together lie in one file and come back each by its own id', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const pictures = openFilesOnDisk(folder)
  const list = Array.from({ length: 1_201 }, (_, n) => Buffer.from(`picture ${n}`.repeat(n % 5)))
  const ids = await pictures.putAll(list)
  assert.equal(new Set(ids).size, list.length)
  assert.equal(filesBelow(folder), 2)
  for (const [n, id] of ids.entries()) assert.deepEqual(await pictures.get(id), list[n])
  assert.deepEqual(await openFilesOnDisk(folder).putAll(list), ids)
  assert.equal(filesBelow(folder), 2)
  assert.deepEqual(await pictures.putAll([]), [])
  assert.equal(await pictures.get(`${ids[1000]?.slice(0, 64)}-999`), null)
  rmSync(folder, { recursive: true })
})

test('a picture that is removed from its file is gone from disk, the others stay, and the last takes the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const pictures = openFilesOnDisk(folder)
  const list = ['first', 'second', 'third'].map((text) => Buffer.from(text))
  const [first = '', second = '', third = ''] = await pictures.putAll(list)
  await pictures.remove(second)
  await pictures.remove(second)
  assert.equal(await pictures.get(second), null)
  assert.deepEqual([await pictures.get(first), await pictures.get(third)], [list[0], list[2]])
  const [path = ''] = globSync('*/*/*', { cwd: folder })
  assert.ok(!readFileSync(join(folder, path)).includes('second'))
  // Putting the same list again restores what was removed.
  assert.deepEqual(await pictures.putAll(list), [first, second, third])
  assert.deepEqual(await pictures.get(second), list[1])
  await Promise.all([first, second, third].map((id) => pictures.remove(id)))
  assert.equal(filesBelow(folder), 0)
  await pictures.remove(third)
  rmSync(folder, { recursive: true })
})

function filesBelow(folder: string): number {
  return globSync('*/*/*', { cwd: folder }).length
}

// Killed imports left their drafts among the pictures for ever.
test('the drafts of a killed import are deleted after an hour; newer ones are left', async () => {
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

// One large commit left a log of its size, which stayed as long as a process had the store open.
test('the log gets small again after a large commit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const path = join(folder, 'incipit.sqlite')
  const sql = openSqlite(path)
  const addKey = (name: string, text: string) =>
    sql.write([step('INSERT INTO keys (name, value) VALUES (?, ?)', name, text)])
  const logBytes = (): number => statSync(`${path}-wal`).size
  await addKey('large', 'x'.repeat(20_000_000))
  assert.ok(logBytes() > 20_000_000)
  for (const name of ['one', 'two']) await addKey(name, 'x')
  assert.ok(logBytes() <= 8_000_000, `${logBytes()}`)
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
  assert.throws(() => openSqlite(path), /newer version of Incipit/)
  rmSync(folder, { recursive: true })
})

test('every migration is a file with the next number', () => {
  const files = readdirSync(new URL('../sql/migrations/', import.meta.url)).toSorted()
  assert.ok(files.length > 0)
  for (const [n, name] of files.entries()) {
    assert.match(name, new RegExp(`^${String(n + 1).padStart(4, '0')}-[a-z-]+\\.sql$`))
  }
})
