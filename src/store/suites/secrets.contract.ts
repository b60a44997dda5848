import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuditLine } from '../../model/audit.ts'
import type { Secret, Secrets } from '../../model/secret.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

function secret(id: string, change: Partial<Secret> = {}): Secret {
  return {
    id,
    name: `name of ${id}`,
    organisation: 'main',
    sha256: `hash of ${id}`,
    sitekeys: ['site-1', 'site-2'],
    createdAtMs: 0,
    expiresAtMs: null,
    ...change,
  }
}

const line: AuditLine = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'secret.add',
  subject: 'a',
  detail: 'for site-1',
}

/** What every engine that keeps secrets must do; `open` gives a fresh store whose clock stands at 0. */
export function testSecrets(engine: string, open: () => Promise<TwoStores<Secrets>>): void {
  const withStores = provideStores(open)
  const idsOf = (secrets: readonly Secret[]): string[] => secrets.map(({ id }) => id)

  describe(`secrets in ${engine}`, () => {
    test('a secret is found as it was added, by its hash and its id, by every process', () =>
      withStores(async ({ one, other }) => {
        const dated = secret('b', { sitekeys: [], expiresAtMs: 9_999_999_999_999 })
        await one.change('main', { add: secret('a'), line })
        await one.change('main', { add: dated, line })
        assert.deepEqual(await other.find('hash of a'), secret('a'))
        assert.deepEqual(await other.findById('main', 'b'), dated)
        assert.equal(await other.find('a'), null)
        assert.equal(await other.find("' OR 1=1 --"), null)
        assert.equal(await other.findById('main', 'hash of a'), null)
      }))

    test('a second secret of the same hash is refused, and its line is not written', () =>
      withStores(async ({ one, other }) => {
        await one.change('main', { add: secret('a'), line })
        const second = secret('b', { sha256: 'hash of a' })
        await assert.rejects(other.change('main', { add: second, line: { ...line, subject: 'b' } }))
        assert.equal(await one.findById('main', 'b'), null)
        assert.deepEqual(await one.listWholeAudit(10), [line])
      }))

    test('a secret ends when asked to, but no later than it would have ended', () =>
      withStores(async ({ one, other }) => {
        await one.change('main', { add: secret('a'), line })
        await one.change('main', { add: secret('b', { expiresAtMs: 50 }), line })
        await other.change('main', { end: { ids: ['a', 'b'], atMs: 100 }, line })
        assert.equal((await one.findById('main', 'a'))?.expiresAtMs, 100)
        assert.equal((await one.findById('main', 'b'))?.expiresAtMs, 50)
        await one.change('main', { end: { ids: ['a'], atMs: 70 }, line })
        await one.change('main', { end: { ids: ['a'], atMs: 90 }, line })
        assert.equal((await one.findById('main', 'a'))?.expiresAtMs, 70)
      }))

    test('a rotation adds the new secret and ends the old one, or does neither', () =>
      withStores(async ({ one, other }) => {
        await one.change('main', { add: secret('a'), line })
        const end = { ids: ['a'], atMs: 100 }
        await assert.rejects(one.change('main', { add: secret('a'), end, line }))
        assert.equal((await other.findById('main', 'a'))?.expiresAtMs, null)
        await one.change('main', { add: secret('b'), end, line })
        assert.equal((await other.findById('main', 'a'))?.expiresAtMs, 100)
        assert.deepEqual(await other.findById('main', 'b'), secret('b'))
      }))

    test('a secret is valid for the sites it was last assigned to', () =>
      withStores(async ({ one, other }) => {
        await one.change('main', { add: secret('a'), line })
        await other.change('main', { assign: { id: 'a', sitekeys: ['site-3'] }, line })
        assert.deepEqual((await one.findById('main', 'a'))?.sitekeys, ['site-3'])
        await other.change('main', { assign: { id: 'a', sitekeys: [] }, line })
        assert.deepEqual((await one.findById('main', 'a'))?.sitekeys, [])
      }))

    test('the secrets of an organisation are its own, the active ones first, then the newest', () =>
      withStores(async ({ one, moveClock }) => {
        const all = [
          secret('dead', { createdAtMs: 9, expiresAtMs: 10 }),
          secret('old', { createdAtMs: 1 }),
          secret('new', { createdAtMs: 2, expiresAtMs: 11 }),
          secret('other', { organisation: 'archive' }),
        ]
        for (const add of all) await one.change(add.organisation, { add, line })
        moveClock(10)
        assert.deepEqual(idsOf(await one.list('main')), ['new', 'old', 'dead'])
        assert.deepEqual(idsOf(await one.list('archive')), ['other'])
        assert.deepEqual(await one.list('nowhere'), [])
      }))

    // The list was cut after the oldest, so a site that rotates daily no longer saw its active secrets.
    test('a valid secret is listed however many have ended since', () =>
      withStores(async ({ one, moveClock }) => {
        await one.change('main', { add: secret('active'), line })
        const ended = Array.from({ length: 10_000 }, (_, n) =>
          secret(`ended ${n}`, { createdAtMs: n + 1, expiresAtMs: n + 2 }),
        )
        await Promise.all(ended.map((add) => one.change('main', { add, line })))
        moveClock(20_000)
        const listed = await one.list('main')
        assert.deepEqual([listed.length, listed[0]?.id], [10_000, 'active'])
      }))

    test('the audit gives the latest lines, the newest first', () =>
      withStores(async ({ one, other }) => {
        for (const atMs of [2, 1, 3])
          await one.change('main', { line: { ...line, atMs, subject: `at ${atMs}` } })
        const lines = await other.listWholeAudit(2)
        assert.deepEqual(
          lines.map(({ subject }) => subject),
          ['at 3', 'at 2'],
        )
      }))
  })
}
