import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openStore, type Store } from './open-store.ts'

const sha256 = createHash('sha256').update('ES_old').digest('hex')

const writeFirstStep = (t: TestContext): string => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(dataDir, { recursive: true }))
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  db.exec(readFileSync(new URL('migrations/0001-first.sql', import.meta.url), 'utf8'))
  db.prepare(
    `INSERT INTO sites (sitekey, name, private_id, secret_sha256, domains, corpora, created_at_ms)
     VALUES ('site-1', 'Reading room', 'p', ?, '["example.org"]', '["letters"]', 5)`,
  ).run(sha256)
  db.pragma('user_version = 1')
  db.close()
  return dataDir
}

const open = (dataDir: string): Store =>
  openStore({ dataDir, clock: () => 10, random: randomBytes })

test('a site of the first step is kept, and is what it was where nothing could be said', async (t) => {
  const store = open(writeFirstStep(t))
  assert.deepEqual(await store.records.listSites(), [
    {
      sitekey: 'site-1',
      name: 'Reading room',
      organisation: 'main',
      privateId: 'p',
      domains: ['example.org'],
      allowsLocalhost: true,
      corpora: ['letters'],
      mode: 'always',
      difficulty: 'auto',
      needsRemoteIp: false,
      tellsScore: false,
      createdAtMs: 5,
    },
  ])
  await store.close()
})

test('a secret of the first step is found by its hash and is good for its site', async (t) => {
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
