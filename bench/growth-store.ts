import Database from 'better-sqlite3'
import { join } from 'node:path'

/** How much is added to a store. */
export type Growth = { items: number; labels: number }

const copiesPerCommit = 200
const rowsPerCommit = 50_000
const networks = 100_000
const daysBack = 200
const dayMs = 86_400_000

/**
 * Adds copies of the items and pairs of all corpora, and answers with their labels, to a store that no process has
 * open, by SQL. Copies are drawn from as the originals are. An answer has one label and one answer to a known item;
 * ids sort before those of today, as those of earlier days do. Indexes are made last, which is faster.
 */
export function growStore(dataDir: string, growth: Growth): Growth {
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  db.pragma('foreign_keys = OFF')
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  const indexes = db
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        AND tbl_name IN ('items', 'pairs', 'answers', 'labels', 'known_answers')`,
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  addItems(db, growth.items)
  addAnswers(db, growth.labels)
  for (const { sql } of indexes) db.exec(sql)
  db.exec('ANALYZE')
  const count = (table: string): number =>
    Number(db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get())
  const grown = { items: count('items'), labels: count('labels') }
  db.pragma('journal_mode = WAL')
  db.close()
  return grown
}

function columnsOf(db: Database.Database, table: string): string[] {
  const rows = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all()
  return rows as string[]
}

/** A statement that copies the rows of a table for each number of a range, with other values in some columns. */
function prepareCopy(db: Database.Database, table: string, others: Record<string, string>) {
  const columns = columnsOf(db, table)
  const values = columns.map((name) => others[name] ?? `first.${name}`)
  return db.prepare(`WITH RECURSIVE copies (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM copies WHERE n < ?)
    INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')}
    FROM copies CROSS JOIN first_${table} AS first`)
}

const random = '(abs(random()) / 9223372036854775808.0)'
const copyOf = (column: string): string =>
  `CASE WHEN first.${column} IS NOT NULL THEN printf('%08x', n) || substr(first.${column}, 9) END`

function addItems(db: Database.Database, items: number): void {
  db.exec(`CREATE TEMP TABLE first_items AS SELECT * FROM items WHERE media_id IS NOT NULL;
    CREATE TEMP TABLE first_pairs AS SELECT * FROM pairs`)
  const first = Number(db.prepare('SELECT COUNT(*) FROM first_items').pluck().get())
  const copyItems = prepareCopy(db, 'items', {
    id: copyOf('id'),
    pair_id: copyOf('pair_id'),
    rank: random,
    region: `first.region || ' ' || n`,
  })
  const copyPairs = prepareCopy(db, 'pairs', {
    id: copyOf('id'),
    control_id: copyOf('control_id'),
    probe_id: copyOf('probe_id'),
    turn: `first.turn + ${random}`,
  })
  const copies = Math.ceil(items / first)
  const add = db.transaction((from: number, to: number) => {
    copyItems.run(from, to)
    copyPairs.run(from, to)
  })
  const step = Math.max(1, Math.floor((copiesPerCommit * 100) / first))
  for (let n = 1; n <= copies; n += step) add(n, Math.min(copies, n + step - 1))
}

function addAnswers(db: Database.Database, labels: number): void {
  db.exec(`CREATE TEMP TABLE unknown (n INTEGER PRIMARY KEY, id TEXT, corpus TEXT, kind TEXT);
    CREATE TEMP TABLE known (n INTEGER PRIMARY KEY, id TEXT, corpus TEXT, kind TEXT);
    INSERT INTO unknown (id, corpus, kind) SELECT id, corpus, kind FROM items WHERE role = 'unknown' ORDER BY random();
    INSERT INTO known (id, corpus, kind) SELECT id, corpus, kind FROM items WHERE role = 'known' ORDER BY random();
    CREATE TEMP TABLE given (id TEXT, item INTEGER, known INTEGER, network TEXT, at_ms INTEGER)`)
  const count = (table: string): number =>
    Number(db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get())
  const [unknown, known] = [count('unknown'), count('known')]
  const begin = Date.now() - daysBack * dayMs
  const draw =
    db.prepare(`WITH RECURSIVE rows (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM rows WHERE n < ?)
    INSERT INTO given SELECT printf('0%015x', n) || lower(hex(randomblob(8))), abs(random()) % ${unknown} + 1,
      abs(random()) % ${known} + 1, printf('%016x', abs(random()) % ${networks}),
      CAST(${begin} + n * ${(daysBack * dayMs) / Math.max(1, labels)} AS INTEGER) FROM rows`)
  const addAll = [
    `INSERT INTO answers (challenge_id, contract, sitekey, corpus, kind, keyword, verdict, network_hash, elapsed_ms,
      answered_at_ms, is_logged)
      SELECT given.id, 'ocapi', 'site', corpus, kind, NULL, 'pass', network, 4000, at_ms, 1
      FROM given JOIN unknown ON unknown.n = given.item`,
    `INSERT INTO labels (challenge_id, item_id, corpus, given, keyword, weight, known_asked, verdict, network_hash,
      elapsed_ms, given_at_ms)
      SELECT given.id, unknown.id, corpus, 'word ' || item, NULL, 1, 1, 'pass', network, 4000, at_ms
      FROM given JOIN unknown ON unknown.n = given.item`,
    `INSERT INTO known_answers (challenge_id, item_id, corpus, given, keyword, is_right, verdict, network_hash,
      given_at_ms)
      SELECT given.id, known.id, corpus, 'word', NULL, 1, 'pass', network, at_ms
      FROM given JOIN known ON known.n = given.known`,
  ].map((sql) => db.prepare(sql))
  const forget = db.prepare('DELETE FROM given')
  const add = db.transaction((from: number, to: number) => {
    draw.run(from, to)
    for (const statement of addAll) statement.run()
    forget.run()
  })
  for (let n = 1; n <= labels; n += rowsPerCommit) add(n, Math.min(labels, n + rowsPerCommit - 1))
}
