import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Client } from 'pg'
import { openPostgres as openServer, type PostgresFixture } from '../../../test/setup/postgres.ts'
import type { Database } from '../../model/store.ts'
import { openDatabase } from '../sql/open-database.ts'
import { step, type Sql } from '../sql/sql.ts'
import { testDatabase } from '../suites/database.contract.ts'
import { readStatements, recordStatements } from '../suites/recording.contract.ts'
import { insertRow, readTables } from '../suites/tables.contract.ts'
import type { TwoStores } from '../suites/stores.contract.ts'
import { readSteps } from './migrate.ts'
import { openPostgres } from './postgres.ts'

let server: PostgresFixture
let client: Client
let engines: readonly [Sql, Sql]
const run = new Set<string>()

before(async () => {
  server = await openServer()
  const url = await server.addDatabase()
  const open = async (): Promise<Sql> => recordStatements(await openPostgres(url), run)
  engines = await Promise.all([open(), open()])
  client = new Client(url)
  await client.connect()
  await client.query('SET session_replication_role = replica')
})
after(async () => {
  await client.end()
  await Promise.all(engines.map((engine) => engine.close()))
  await server.stop()
})

// A database of its own for each test would take longer than the tests.
async function openTwo(): Promise<TwoStores<Database>> {
  await client.query(`DO $$ DECLARE name TEXT; BEGIN
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_steps'
      LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    END $$`)
  let now = 0
  const open = (engine: Sql): Database => openDatabase(engine, () => now, randomBytes)
  return {
    one: open(engines[0]),
    other: open(engines[1]),
    moveClock: (byMs) => (now += byMs),
    readTables: () =>
      readTables(engines[0], `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`),
    insertRow: (table, row) => insertRow(engines[0], table, row),
    close: async () => {},
  }
}

testDatabase('PostgreSQL', openTwo)

describe('PostgreSQL', () => {
  test('has run every statement of the store', async () => {
    const all = await readStatements()
    assert.ok(all.size > 200)
    const missed = [...all].filter(([, sql]) => !run.has(sql)).map(([name]) => name)
    assert.deepEqual(missed, [])
  })

  test('keeps nothing of a write of which a step fails', async () => {
    await openTwo()
    const put = `INSERT INTO keys (name, value) VALUES (?, ?)`
    const twice = [step(put, 'a', '1'), step(put, 'a', '2')]
    await assert.rejects(engines[0].write(twice), /duplicate key/)
    assert.deepEqual(await engines[1].read(step('SELECT * FROM keys')), [])
  })

  test('is made by two processes at once, and by one', async () => {
    const url = await server.addDatabase()
    const both = await Promise.all([openPostgres(url), openPostgres(url)])
    const [row] = await both[0].read(step('SELECT done FROM schema_steps'))
    assert.equal(row?.['done'], readSteps().length)
    await Promise.all(both.map((sql) => sql.close()))
  })

  test('is refused if it sorts texts by a language, or was written by a newer version', async () => {
    const url = await server.addDatabase(`LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'`)
    await assert.rejects(openPostgres(url), /LC_COLLATE C/)
    const newer = await server.addDatabase()
    await (await openPostgres(newer)).close()
    await queryOnce(newer, 'UPDATE schema_steps SET done = done + 1')
    await assert.rejects(openPostgres(newer), /newer version of Incipit/)
  })

  test('takes over what answers said of known items, as a data folder does', async () => {
    const url = await server.addDatabase()
    const stepsBeforeLog = 7
    const known = JSON.stringify([
      { itemId: 'k', given: 'Mond', isRight: false },
      { itemId: 'gone', given: 'x', isRight: true },
      { itemId: 'k2', given: 'Tag', isRight: true },
    ])
    await queryOnce(
      url,
      `${readSteps().slice(0, stepsBeforeLog).join(';')};
      CREATE TABLE schema_steps (id INTEGER PRIMARY KEY, done INTEGER NOT NULL);
      INSERT INTO schema_steps VALUES (1, ${stepsBeforeLog});
      INSERT INTO corpora (name, kind, language, script, direction, text_policy, created_at_ms)
        VALUES ('letters', 'transcription', 'de', 'Latn', 'ltr', '{}', 0);
      INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels, licence,
        credit, imported_at_ms) VALUES ('s', 'letters', 'o', 'a', 'png', 1, 1, 'CC0-1.0', 'c', 0);
      INSERT INTO items (id, corpus, source_id, kind, status, role, stage, level, region, box, shown_known,
        shown_unknown, rank) SELECT id, 'letters', 's', 'transcription', 'known', 'known', 'open', 'word', id,
        '{}', 0, 0, 0 FROM (VALUES ('k'), ('k2'), ('u')) AS three (id);
      INSERT INTO answers (challenge_id, sitekey, corpus, kind, verdict, known, cluster, elapsed_ms,
        answered_at_ms, reads) VALUES ('c', 's', 'letters', 'transcription', 'fail', '${known}', 'n', 5, 7, 0);
      INSERT INTO labels (challenge_id, item_id, corpus, given, weight, verdict, cluster, elapsed_ms,
        given_at_ms) VALUES ('c', 'u', 'letters', 'Monat', 0.5, 'fail', 'n', 5, 7)`,
    )
    const sql = await openPostgres(url)
    const labels = await sql.read(step('SELECT known_asked FROM labels'))
    assert.deepEqual(labels, [{ known_asked: 3 }])
    const query = `SELECT item_id, given, is_right, given_at_ms FROM known_answers ORDER BY item_id`
    assert.deepEqual(await sql.read(step(query)), [
      { item_id: 'k', given: 'Mond', is_right: 0, given_at_ms: 7 },
      { item_id: 'k2', given: 'Tag', is_right: 1, given_at_ms: 7 },
    ])
    await sql.close()
  })
})

async function queryOnce(url: string, sql: string): Promise<void> {
  const once = new Client(url)
  await once.connect()
  await once.query(sql)
  await once.end()
}
