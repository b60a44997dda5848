import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import type { Secret } from '../../model/secret.ts'

type Site = { sitekey: string; secret: string; secret_id: string }
type Added = { secret: string; secret_id: string; sitekeys: string[]; organisation: string }
type Rotated = Added & { ends: { id: string; ends_at: string }[] }
type Listed = { secret_id: string; active: boolean; expires_at: string | null }
type Line = { at: string; organisation: string; action: string; subject: string; detail: string }

const dayMs = 86_400_000

let terminal: FakeTerminal
beforeEach(() => {
  terminal = fakeTerminal()
})
afterEach(() => terminal.close())

function addSite(...argv: string[]): Promise<Site> {
  return terminal.json('site', 'add', 'Room', ...argv)
}
function add(...argv: string[]): Promise<Added> {
  return terminal.json('secret', 'add', 'key', ...argv)
}
function siteOf(sitekey: string): Promise<object> {
  return terminal.json('site', 'show', sitekey)
}
async function keptOf(id: string): Promise<Secret> {
  const kept = await terminal.store.secrets.findById('main', id)
  assert.ok(kept)
  return kept
}

describe('a secret', () => {
  test('is valid for one site, for several, or for all of its organisation', async () => {
    const [one, two] = [await addSite(), await addSite()]
    const ofOne = await add('--site', one.sitekey)
    const ofBoth = await add('--site', one.sitekey, '--site', two.sitekey, '--site', one.sitekey)
    const ofAll = await add()
    assert.deepEqual(
      [ofOne, ofBoth, ofAll].map(({ sitekeys }) => sitekeys),
      [[one.sitekey], [one.sitekey, two.sitekey], []],
    )
    const shown = await terminal.json<{ secrets: string[] }>('site', 'show', two.sitekey)
    assert.deepEqual(
      shown.secrets.toSorted(),
      [two.secret_id, ofBoth.secret_id, ofAll.secret_id].toSorted(),
    )
  })

  test('is kept as its hash, and neither it nor the hash is shown again', async () => {
    const { secret, secret_id: id } = await add()
    const sha256 = createHash('sha256').update(secret).digest('hex')
    assert.equal((await keptOf(id)).sha256, sha256)
    for (const argv of [['secret', 'list'], ['audit'], ['secret', 'list', '--json']]) {
      const { out } = await terminal.run(...argv)
      assert.ok(out.includes(id) && !out.includes(secret.slice(3)) && !out.includes(sha256))
    }
  })

  test('ends after its days', async () => {
    const { secret_id: id } = await add('--days', '30')
    assert.equal((await keptOf(id)).expiresAtMs, terminal.now() + 30 * dayMs)
    const list = (): Promise<Listed[]> => terminal.json('secret', 'list')
    assert.deepEqual((await list())[0]?.active, true)
    terminal.moveClock(30 * dayMs)
    assert.deepEqual((await list())[0]?.active, false)
    assert.match(await terminal.refusal('secret', 'rotate', id), /ended at 2026-01-31T00:00:00/)
    assert.match(await terminal.refusal('secret', 'end', id), /ended at/)
    assert.match(await terminal.refusal('secret', 'assign', id, '--all-sites'), /ended at/)
  })

  test('is of the organisation of its sites, and of no other', async () => {
    const site = await addSite('--organisation', 'archive')
    const other = await addSite()
    assert.equal((await add('--site', site.sitekey)).organisation, 'archive')
    const refused = (...argv: string[]): Promise<string> =>
      terminal.refusal('secret', 'add', 'key', ...argv)
    const foreign = new RegExp(`The site ${site.sitekey} belongs to “archive”, not to “main”`)
    assert.match(await refused('--organisation', 'main', '--site', site.sitekey), foreign)
    assert.match(await refused('--site', other.sitekey, '--site', site.sitekey), foreign)
    assert.match(await refused('--site', 'nobody'), /There is no site/)
    const { secret_id: id } = await add('--site', other.sitekey)
    assert.match(await terminal.refusal('secret', 'assign', id, '--site', site.sitekey), foreign)
    assert.deepEqual((await keptOf(id)).sitekeys, [other.sitekey])
  })

  test('is refused with a sentence if something is wrong', async () => {
    const table = [
      [['secret', 'add', ' '], /A secret must have a name of 1 to 200/],
      [['secret', 'add', 'x'.repeat(201)], /A secret must have a name of 1 to 200/],
      [['secret', 'add', 'a', '--days', '3651'], /--days must be a whole number from 1 to 3650/],
      [['secret', 'add', 'a', '--organisation', '\u200b'], /An organisation must have a name/],
      [['secret', 'list', '--organisation', ''], /An organisation must have a name/],
      [['secret', 'rotate', 'sec_0'], /There is no secret “sec_0”/],
      [['secret', 'end', 'sec_0'], /There is no secret “sec_0”/],
      [['secret', 'end', 'sec_0', '--grace-hours', '721'], /from 0 to 720/],
      [['secret', 'assign', 'sec_0', '--all-sites'], /There is no secret “sec_0”/],
      [['secret', 'assign', 'sec_0'], /Give either --site SITEKEY/],
      [['secret', 'assign', 'sec_0', '--site', 'a', '--all-sites'], /Give either --site SITEKEY/],
      [['audit', '--count', '0'], /--count must be a whole number from 1 to 10000/],
    ] as const
    for (const [argv, sentence] of table) assert.match(await terminal.refusal(...argv), sentence)
    assert.deepEqual(await terminal.json('audit'), [])
  })

  test('is assigned to other sites, to all, and back', async () => {
    const [one, two] = [await addSite(), await addSite()]
    const { secret_id: id } = await add('--site', one.sitekey)
    const assign = (...argv: string[]) => terminal.json('secret', 'assign', id, ...argv)
    assert.deepEqual(await assign('--all-sites'), { secret_id: id, sitekeys: [] })
    assert.deepEqual((await keptOf(id)).sitekeys, [])
    await assign('--site', two.sitekey)
    assert.deepEqual((await keptOf(id)).sitekeys, [two.sitekey])
  })

  test('that is rotated leaves its sites to the new one, and works on for the grace', async () => {
    const site = await addSite()
    const old = await add('--site', site.sitekey)
    const argv = ['secret', 'rotate', old.secret_id, '--grace-hours', '48']
    const rotated = await terminal.json<Rotated>(...argv)
    assert.deepEqual(rotated.ends, [{ id: old.secret_id, ends_at: '2026-01-03T00:00:00.000Z' }])
    const made = await keptOf(rotated.secret_id)
    const { name, sitekeys, expiresAtMs } = made
    assert.deepEqual([name, sitekeys, expiresAtMs], ['key', [site.sitekey], null])
    assert.notEqual(rotated.secret, old.secret)
    assert.equal((await keptOf(old.secret_id)).expiresAtMs, terminal.now() + 2 * dayMs)
    assert.equal((await keptOf(site.secret_id)).expiresAtMs, null)
  })

  test('that expires is not replaced by one that never does unless --days says how long', async () => {
    const { secret_id: id } = await add('--days', '90')
    const sentence = await terminal.refusal('secret', 'rotate', id)
    assert.match(sentence, /is valid until 2026-04-01T00:00:00.000Z\. Set .* with --days/)
    const rotated = await terminal.json<Rotated>('secret', 'rotate', id, '--days', '180')
    assert.equal((await keptOf(rotated.secret_id)).expiresAtMs, terminal.now() + 180 * dayMs)
  })

  test('ends at once, or after a grace, but never later than it would have', async () => {
    const [one, two] = [await add(), await add()]
    const end = (...argv: string[]) => terminal.json('secret', 'end', ...argv)
    assert.deepEqual(await end(one.secret_id), {
      secret_id: one.secret_id,
      ends_at: '2026-01-01T00:00:00.000Z',
    })
    await end(two.secret_id, '--grace-hours', '24')
    await end(two.secret_id, '--grace-hours', '720')
    assert.equal((await keptOf(two.secret_id)).expiresAtMs, terminal.now() + dayMs)
  })

  test('is one of at most ten that name a site, and of a hundred for several sites', async () => {
    const [one, two] = [await addSite(), await addSite()]
    for (let n = 1; n < 10; n += 1) await add('--site', one.sitekey)
    const both = ['--site', one.sitekey, '--site', two.sitekey]
    const refused = await terminal.refusal('secret', 'add', 'key', ...both)
    assert.match(refused, new RegExp(`The site ${one.sitekey} already has 10 valid secrets`))
    const { secret_id: id } = await add()
    const assigned = await terminal.refusal('secret', 'assign', id, '--site', one.sitekey)
    assert.match(assigned, /already has 10 valid secrets/)
    for (let n = 1; n < 100; n += 1) await add()
    const full = /The organisation already has 100 valid secrets for several sites.*secret end/
    assert.match(await terminal.refusal('secret', 'add', 'key'), full)
    assert.match(await terminal.refusal('secret', 'rotate', id), full)
    await terminal.json('secret', 'rotate', id, '--grace-hours', '0')
    await add('--site', two.sitekey)
    await addSite()
  })

  test('is listed with its organisation, the active ones first', async () => {
    const first = await add('--organisation', 'a')
    terminal.moveClock(1)
    const second = await add('--organisation', 'b')
    await terminal.json('secret', 'end', second.secret_id)
    const idsOf = async (...argv: string[]): Promise<string[]> =>
      (await terminal.json<Listed[]>('secret', 'list', ...argv)).map((of) => of.secret_id)
    assert.deepEqual(await idsOf(), [first.secret_id, second.secret_id])
    assert.deepEqual(await idsOf('--organisation', ' b '), [second.secret_id])
  })
})

describe('the audit', () => {
  test('has one line for each change, the latest first, and no secret', async () => {
    const texts: string[] = []
    const step = async <T extends { secret?: string }>(...argv: string[]): Promise<T> => {
      terminal.moveClock(1_000)
      const done = await terminal.json<T>(...argv)
      if (done.secret) texts.push(done.secret.slice(3))
      return done
    }
    const { sitekey } = await step<Site>('site', 'add', 'Room')
    await step('site', 'set', sitekey, '--score', 'true')
    const { secret_id: rotated } = await step<Rotated>('site', 'rotate-secret', sitekey)
    const { secret_id: id } = await step<Added>('secret', 'add', 'key')
    await step('secret', 'assign', id, '--site', sitekey)
    const { secret_id: next } = await step<Rotated>('secret', 'rotate', id)
    await step('secret', 'end', next)
    await step('site', 'remove', sitekey)
    const lines = await terminal.json<Line[]>('audit')
    assert.deepEqual(
      lines.map(({ organisation, action, subject }) => [organisation, action, subject]),
      [
        ['main', 'site.remove', sitekey],
        ['main', 'secret.end', next],
        ['main', 'secret.rotate', next],
        ['main', 'secret.assign', id],
        ['main', 'secret.add', id],
        ['main', 'secret.rotate', rotated],
        ['main', 'site.set', sitekey],
        ['main', 'site.add', sitekey],
      ],
    )
    assert.equal(lines.at(-1)?.at, '2026-01-01T00:00:01.000Z')
    const { out } = await terminal.run('audit')
    assert.ok(texts.length === 4 && texts.every((text) => !out.includes(text)))
    assert.deepEqual((await terminal.json<Line[]>('audit', '--count', '1')).length, 1)
  })

  // `secret add $'x\n2026-…  main  secret.end …'` showed a line of the audit that nobody had written.
  test('has no line that a name forged, nor have the lists', async () => {
    const { sitekey } = await addSite()
    for (const sign of ['\n', '\r', '\t', '\u001b', '\u0085', '\u2028', '\u2029']) {
      const name = `x${sign}2026-01-01T00:00:00.000Z  main  secret.end  sec_0`
      const sentence = /must have a name on one line, without control characters/
      for (const argv of [
        ['secret', 'add', name],
        ['secret', 'add', 'key', '--organisation', name],
        ['site', 'add', name],
        ['site', 'set', sitekey, '--name', name],
        ['site', 'set', sitekey, '--organisation', name],
      ])
        assert.match(await terminal.refusal(...argv), sentence)
    }
    const name = 'x\n2026-01-01T00:00:00.000Z  main'
    const { sites, secrets } = terminal.store
    const site = await sites.find(sitekey)
    const [secret] = await secrets.list('main')
    assert.ok(site && secret)
    const line = {
      atMs: 0,
      organisation: 'main',
      actor: 'test',
      action: 'site.set',
      subject: name,
      detail: name,
    }
    await sites.change('main', { ...site, name }, line)
    await terminal.store.organisations.rename('main', name, line)
    await secrets.change('main', { add: { ...secret, id: name, name, sha256: 'x' }, line })
    const lines = async (...argv: string[]): Promise<number> =>
      (await terminal.run(...argv)).out.split('\n').length - 1
    assert.deepEqual(
      [await lines('audit'), await lines('secret', 'list'), await lines('site', 'list')],
      [4, 2, 1],
    )
    assert.equal(await lines('site', 'show', sitekey), Object.keys(await siteOf(sitekey)).length)
  })

  // A site may have a hundred domains; nobody would read a line that lists them all, twice.
  test('cuts a detail that is long', async () => {
    const { sitekey } = await addSite()
    terminal.moveClock(1)
    const domains = Array.from({ length: 100 }, (_, n) => ['--domain', `a${n}.archive.example`])
    await terminal.json('site', 'set', sitekey, ...domains.flat())
    const [line] = await terminal.json<Line[]>('audit', '--count', '1')
    assert.deepEqual([line?.detail.length, line?.detail.at(-1)], [1_000, '…'])
  })
})
