import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { listPairs } from '../../../test/setup/pool.ts'
import { openStore } from './open-store.ts'

const steps = readdirSync(new URL('../sql/migrations/', import.meta.url)).toSorted()
const stepsBefore = steps.findIndex((name) => name.endsWith('-showings.sql'))

/** An item that was shown so often, and how many labels it has. */
type OldItem = {
  id: string
  role: 'known' | 'unknown'
  shown: number
  labels: number
  state?: string
}

function write(t: TestContext, items: readonly OldItem[]): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(dataDir, { recursive: true }))
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  db.pragma('synchronous = OFF')
  for (const name of steps.slice(0, stepsBefore))
    db.exec(readFileSync(new URL(`../sql/migrations/${name}`, import.meta.url), 'utf8'))
  db.pragma(`user_version = ${stepsBefore}`)
  db.exec(`
    INSERT INTO corpora (name, kind, language, script, direction, text_policy, created_at_ms)
      VALUES ('letters', 'transcription', 'fr', 'Latn', 'ltr', '{}', 5);
    INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels, licence,
      credit, imported_at_ms) VALUES ('s', 'letters', 'o', 'i', 'jpeg', 1, 1, 'CC0-1.0', 'c', 1);`)
  for (const { id, role, shown, labels, state } of items) {
    db.exec(`INSERT INTO items (id, corpus, source_id, kind, status, role, stage, level, region, box, media_id,
      shown_known, shown_unknown, rank) VALUES ('${id}', 'letters', 's', 'transcription', '${role}', '${role}',
      'retired', 'word', '${id}', 'null', 'p', ${role === 'known' ? shown : 0},
      ${role === 'known' ? 0 : shown}, 0.5)`)
    for (let n = 0; n < labels; n += 1)
      db.exec(`
        INSERT INTO answers (challenge_id, sitekey, corpus, kind, verdict, known, network_hash, elapsed_ms,
          answered_at_ms, reads) VALUES ('${id}${n}', 's', 'letters', 'transcription', 'pass', '[]', 'n', 5, 7, 0);
        INSERT INTO labels (challenge_id, item_id, corpus, given, weight, verdict, network_hash, elapsed_ms,
          given_at_ms) VALUES ('${id}${n}', '${id}', 'letters', 'Monat', 1, 'pass', 'n', 5, 7);`)
    if (state !== undefined)
      db.exec(`INSERT INTO readings (item_id, corpus, text, state, confidence, raw_confidence, answers, networks,
        agreement, attack, alternatives, first_answer_at_ms, last_answer_at_ms, engine)
        VALUES ('${id}', 'letters', 'x', '${state}', 1, 1, 1, 1, 1, 0, '[]', 7, 7, 'e')`)
  }
  db.exec(`INSERT INTO pairs (id, corpus, control_id, probe_id, probe_role, stage, shown, turn)
    VALUES ('pair', 'letters', 'control', 'probe', 'unknown', 'retired', 40, 7.25)`)
  db.close()
  return dataDir
}

// A bot that only asked for challenges had retired items for good.
test('items and pairs that challenges without an answer retired return, and are asked as often as others', async (t) => {
  const dataDir = write(t, [
    { id: 'control', role: 'known', shown: 10, labels: 0 },
    { id: 'probe', role: 'unknown', shown: 40, labels: 0 },
    { id: 'answered', role: 'unknown', shown: 40, labels: 40 },
    { id: 'half answered', role: 'unknown', shown: 40, labels: 20 },
    { id: 'read', role: 'unknown', shown: 40, labels: 3, state: 'accepted' },
    { id: 'not read', role: 'unknown', shown: 40, labels: 3, state: 'provisional' },
  ])
  const store = openStore({ dataDir, clock: () => 10, random: randomBytes })
  const stages = new Map<string, string>()
  for (const id of ['control', 'probe', 'answered', 'half answered', 'read', 'not read'])
    stages.set(id, (await store.items.find(id))?.stage ?? '')
  assert.deepEqual(Object.fromEntries(stages), {
    control: 'open',
    probe: 'open',
    answered: 'retired',
    'half answered': 'open',
    read: 'retired',
    'not read': 'open',
  })
  const [pair] = await listPairs(store, 'letters')
  assert.equal(pair?.id, 'pair')
  assert.ok(Math.abs(pair.turn) < 1)
  const unseen = { corpus: 'letters', role: 'unknown', stage: 'open', isUnseen: true } as const
  assert.deepEqual(await store.pairs.looseItems({ ...unseen, from: 0, limit: 9 }), [])
  await store.close()
})
