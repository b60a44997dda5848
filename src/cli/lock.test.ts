import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fakeTerminal, type FakeTerminal } from '../../test/setup/terminal.ts'
import { isActive } from '../model/secret.ts'
import { openStore } from '../store/sqlite/open-store.ts'

type Site = { sitekey: string }

const program = fileURLToPath(new URL('../../bin/incipit', import.meta.url))
const changes = [
  ['--score', 'true'],
  ['--mode', 'passive'],
  ['--difficulty', 'difficult'],
  ['--remoteip', 'required'],
  ['--localhost', 'false'],
] as const
const changed = {
  tellsScore: true,
  mode: 'passive',
  difficulty: 'difficult',
  needsRemoteIp: true,
  allowsLocalhost: false,
  allowsNullOrigin: false,
}

describe('commands at the same time', () => {
  let terminal: FakeTerminal
  let sitekey: string
  beforeEach(async () => {
    terminal = fakeTerminal()
    sitekey = (await terminal.json<Site>('site', 'add', 'Room')).sitekey
  })
  afterEach(() => terminal.close())

  const activeOf = async (key: string): Promise<number> =>
    (await terminal.store.secrets.list('main')).filter(
      (secret) => isActive(secret, terminal.now()) && secret.sitekeys.includes(key),
    ).length

  // Each command read the site and then wrote all of it back, so changes that others had made in the meantime
  // were lost.
  test('lose nothing of what they change of one site', async () => {
    const set = (flags: readonly string[]) => terminal.run('site', 'set', sitekey, ...flags)
    const ended = await Promise.all(changes.map(set))
    assert.deepEqual(
      ended.map(({ code }) => code),
      changes.map(() => 0),
    )
    const site = await terminal.store.sites.find(sitekey)
    assert.deepEqual({ ...site, ...changed }, site)
  })

  // Fourteen concurrent additions counted the same nine secrets, and the site ended up with twelve.
  test('make no more secrets than a site may have', async () => {
    const add = () => terminal.run('secret', 'add', 'key', '--site', sitekey)
    const rotate = () => terminal.run('site', 'rotate-secret', sitekey)
    const ended = await Promise.all([
      ...Array.from({ length: 10 }, add),
      ...Array.from({ length: 4 }, rotate),
    ])
    assert.equal(ended.filter(({ code }) => code === 0).length, 9)
    for (const { code, err } of ended)
      if (code !== 0) assert.match(err, /already has 10 valid secrets/)
    assert.equal(await activeOf(sitekey), 10)
  })

  // A secret that was added while its site was being removed stayed valid, and named a site that no longer
  // existed.
  test('leave no valid secret that names a removed site', async () => {
    const { secret_id: id } = await terminal.json<{ secret_id: string }>('secret', 'add', 'all')
    await Promise.all([
      terminal.run('secret', 'add', 'key', '--site', sitekey),
      terminal.run('site', 'rotate-secret', sitekey),
      terminal.run('site', 'remove', sitekey),
      terminal.run('secret', 'assign', id, '--site', sitekey),
      terminal.run('secret', 'add', 'key', '--site', sitekey),
      terminal.run('site', 'rotate-secret', sitekey),
    ])
    assert.equal(await terminal.store.sites.find(sitekey), null)
    assert.equal(await activeOf(sitekey), 0)
  })

  test('are refused with a sentence while another one goes on for long', async (t) => {
    const lock = { kind: 'lock', id: 'sites and secrets', body: 'another' } as const
    await terminal.store.tickets.put({ ...lock, expiresAtMs: terminal.now() + 30_000 })
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const waiting = { isOver: false }
    const refusal = terminal.refusal('secret', 'add', 'key').finally(() => (waiting.isOver = true))
    while (!waiting.isOver) {
      t.mock.timers.tick(1_000)
      await nextTurn()
    }
    assert.match(
      await refusal,
      /^Another command is changing sites, secrets or corpora\. Try again/,
    )
    assert.equal(await terminal.store.tickets.peek('lock', lock.id), 'another')
  })

  test('do not wait for one that was killed long ago', async () => {
    const lock = { kind: 'lock', id: 'sites and secrets', body: 'another' } as const
    await terminal.store.tickets.put({ ...lock, expiresAtMs: terminal.now() + 30_000 })
    terminal.moveClock(30_000)
    await terminal.json('secret', 'add', 'key')
    assert.equal(await terminal.store.tickets.peek('lock', lock.id), null)
  })
})

test('commands of several processes work one after another', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(dataDir, { recursive: true }))
  const run = async (...argv: string[]): Promise<string> =>
    (await promisify(execFile)(program, [...argv, '--data', dataDir, '--json'])).stdout
  const { sitekey } = JSON.parse(await run('site', 'add', 'Room')) as Site
  await Promise.all(changes.map((flags) => run('site', 'set', sitekey, ...flags)))
  const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
  const site = await store.sites.find(sitekey)
  await store.close()
  assert.deepEqual({ ...site, ...changed }, site)
})
