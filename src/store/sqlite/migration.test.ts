import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { stopRulesOf } from '../../../test/setup/stop-rules.ts'
import type { Store } from '../../model/store.ts'
import { openStore } from './open-store.ts'

const sha256 = createHash('sha256').update('ES_old').digest('hex')

// What is written here alone need not outlive a power cut.
function newDatabase(dataDir: string): Database.Database {
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  db.pragma('synchronous = OFF')
  return db
}

function writeFirstStep(t: TestContext): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(dataDir, { recursive: true }))
  const db = newDatabase(dataDir)
  db.exec(readFileSync(new URL('../sql/migrations/0001-first.sql', import.meta.url), 'utf8'))
  db.prepare(
    `INSERT INTO sites (sitekey, name, private_id, secret_sha256, domains, corpora, created_at_ms)
     VALUES ('site-1', 'Reading room', 'p', ?, '["example.org"]', '["letters"]', 5)`,
  ).run(sha256)
  db.pragma('user_version = 1')
  db.close()
  return dataDir
}

/** A data folder from before the log included known items. */
function writeBeforeLog(t: TestContext): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(dataDir, { recursive: true }))
  const db = newDatabase(dataDir)
  const folder = new URL('../sql/migrations/', import.meta.url)
  const steps = readdirSync(folder).toSorted().slice(0, stepsBeforeLog)
  for (const name of steps) db.exec(readFileSync(new URL(name, folder), 'utf8'))
  const known = JSON.stringify([
    { itemId: 'k', given: 'Haus', isRight: true },
    { itemId: 'forgotten', given: 'x', isRight: false },
  ])
  const policy = '{"case":"fold","diacritics":"fold","ligatures":"keep","editsMax":1}'
  db.exec(`
    INSERT INTO corpora (name, kind, language, script, direction, text_policy, created_at_ms)
      VALUES ('letters', 'transcription', 'fr', 'Latn', 'ltr', '${policy}', 5);
    INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels, licence,
      credit, imported_at_ms) VALUES ('s', 'letters', 'o', 'i', 'jpeg', 1, 1, 'CC0-1.0', 'c', 1);`)
  for (const id of ['k', 'u'])
    db.exec(`INSERT INTO items (id, corpus, source_id, kind, status, role, stage, level, region, box,
      shown_known, shown_unknown, rank) VALUES ('${id}', 'letters', 's', 'transcription', 'known',
      'known', 'open', 'word', '${id}', '{}', 0, 0, 0.5)`)
  db.exec(`
    INSERT INTO answers (challenge_id, sitekey, corpus, kind, verdict, known, cluster, elapsed_ms,
      answered_at_ms, reads) VALUES ('c', 's', 'letters', 'transcription', 'fail', '${known}', 'n', 5, 7, 0);
    INSERT INTO labels (challenge_id, item_id, corpus, given, weight, verdict, cluster, elapsed_ms,
      given_at_ms) VALUES ('c', 'u', 'letters', 'Monat', 0.5, 'fail', 'n', 5, 7);
    INSERT INTO tickets (kind, id, body, expires_at_ms)
      VALUES ('token', 't', '{"host":null,"key":"k"}', 1000), ('lock', 't', '{"pid":1}', 1000);`)
  db.pragma(`user_version = ${stepsBeforeLog}`)
  db.close()
  return dataDir
}

const stepsBeforeLog = 7

function open(dataDir: string): Store {
  return openStore({ dataDir, clock: () => 10, random: randomBytes })
}

test('an organisation is there from the start, which takes what names no other', async (t) => {
  const store = open(writeFirstStep(t))
  const main = { id: 'main', name: 'main', createdAtMs: 0 }
  assert.deepEqual(await store.organisations.list(), [main])
  await store.close()
})

test('a site of the first migration is kept, with the defaults for newer properties', async (t) => {
  const store = open(writeFirstStep(t))
  assert.deepEqual(await store.sites.list('main'), [
    {
      sitekey: 'site-1',
      name: 'Reading room',
      organisation: 'main',
      privateId: 'p',
      domains: ['example.org'],
      allowsLocalhost: true,
      allowsNullOrigin: false,
      corpora: ['letters'],
      mode: 'always',
      difficulty: 'auto',
      needsRemoteIp: false,
      tellsScore: false,
      defaultWay: 'eye',
      hasNeither: true,
      privacyText: '',
      privacyUrl: '',
      createdAtMs: 5,
    },
  ])
  await store.close()
})

test('a secret of the first migration is found by its hash and is valid for its site', async (t) => {
  const dataDir = writeFirstStep(t)
  await open(dataDir).close()
  const store = open(dataDir)
  const secret = {
    id: `sec_${sha256.slice(0, 12)}`,
    name: 'Reading room',
    organisation: 'main',
    sha256,
    sitekeys: ['site-1'],
    createdAtMs: 5,
    expiresAtMs: null,
  }
  assert.deepEqual(await store.secrets.find(sha256), secret)
  assert.deepEqual(await store.secrets.list('main'), [secret])
  await store.close()
})

test('what old answers said of known items is in the log, and their labels know how many there were', async (t) => {
  const store = open(writeBeforeLog(t))
  const [k, u] = await store.readings.evidenceOf('main', ['k', 'u'], 10)
  assert.deepEqual(
    k?.knownAnswers.map(({ challengeId, given, isRight, verdict, givenAtMs }) => [
      challengeId,
      given,
      isRight,
      verdict,
      givenAtMs,
    ]),
    [['c', 'Haus', true, 'fail', 7]],
  )
  assert.deepEqual([u?.labels[0]?.weight, u?.labels[0]?.knownAsked], [0.5, 2])
  await store.close()
})

// The rule was renamed, and a corpus that had it under its old name accepted nothing more.
test('the rules that an old corpus was given are those it had', async (t) => {
  const dataDir = writeBeforeLog(t)
  const db = newDatabase(dataDir)
  const eighth = new URL('../sql/migrations/0008-consensus.sql', import.meta.url)
  db.exec(readFileSync(eighth, 'utf8'))
  const given = { confidenceMin: 0.9, answersMin: 3, answersMax: 9, quarantineHours: 0 }
  db.prepare('UPDATE corpora SET stop_rules = ?').run(JSON.stringify({ ...given, clustersMin: 4 }))
  db.pragma(`user_version = ${stepsBeforeLog + 1}`)
  db.close()
  const store = open(dataDir)
  const { stopRules } = (await store.corpora.find('letters')) ?? {}
  assert.deepEqual(stopRules, { ...given, networksMin: 4 })
  await store.close()
})

test('an old corpus has the stop rules of its kind, and long s goes with its ligatures as before', async (t) => {
  const store = open(writeBeforeLog(t))
  const corpus = await store.corpora.find('letters')
  assert.deepEqual(corpus?.stopRules, stopRulesOf('transcription'))
  assert.deepEqual(corpus?.textPolicy, {
    case: 'fold',
    diacritics: 'fold',
    ligatures: 'keep',
    longS: 'keep',
    abbreviations: {},
    editsMax: 1,
  })
  await store.close()
})

test('a token that was given just before is of the one contract that gave tokens then', async (t) => {
  const store = open(writeBeforeLog(t))
  const body = await store.tickets.take('token', 't')
  assert.deepEqual(JSON.parse(body ?? ''), { contract: 'hcaptcha', host: null, key: 'k' })
  assert.equal(await store.tickets.take('lock', 't'), '{"pid":1}')
  await store.close()
})
