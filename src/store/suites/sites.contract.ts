import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { AuditLine } from '../../model/audit.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const site: Site = {
  sitekey: 'site-1',
  name: 'Reading room',
  organisation: 'main',
  privateId: 'p',
  domains: ['example.org'],
  allowsLocalhost: false,
  allowsNullOrigin: true,
  corpora: [],
  mode: 'passive',
  difficulty: 'easy',
  needsRemoteIp: true,
  tellsScore: false,
  defaultWay: 'ear',
  hasNeither: false,
  privacyText: 'Nothing is kept.',
  privacyUrl: 'https://a.example/privacy',
  createdAtMs: 5,
}

const secret: Secret = {
  id: 'sec_1',
  name: 'first',
  organisation: 'main',
  sha256: 'ab',
  sitekeys: ['site-1'],
  createdAtMs: 5,
  expiresAtMs: null,
}

function lineOf(action: string): AuditLine {
  return {
    atMs: 5,
    organisation: 'main',
    actor: 'test',
    action,
    subject: 'site-1',
    detail: '',
  }
}

/** What every engine that keeps sites with their secrets must do. */
export function testSites(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const actionsOf = async ({ secrets }: Database): Promise<string[]> =>
    (await secrets.listWholeAudit(10)).map(({ action }) => action)

  describe(`sites in ${engine}`, () => {
    test('a site is found as it was added, by every process, until it is removed', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.sites.add(site), true)
        assert.equal(await other.sites.add({ ...site, name: 'Second' }), false)
        assert.deepEqual(await other.sites.find('site-1'), site)
        assert.deepEqual(await other.sites.list('main'), [site])
        assert.deepEqual(
          [await one.sites.hasPrivateId(site.privateId), await one.sites.hasPrivateId('x')],
          [true, false],
        )
        assert.deepEqual(
          [await one.sites.isKnown('site-1'), await one.sites.isKnown('x')],
          [true, false],
        )
        assert.equal(await one.sites.find("' OR 1=1 --"), null)
        assert.equal(await one.sites.remove('main', 'site-1'), true)
        assert.equal(await one.sites.remove('main', 'site-1'), false)
        assert.equal(await other.sites.find('site-1'), null)
      }))

    test('a site is added with its first secret and a line of the audit', () =>
      withStores(async ({ one, other }) => {
        await one.sites.add(site, { secret, line: lineOf('site.add') })
        assert.deepEqual(await other.secrets.find('ab'), secret)
        assert.deepEqual(await other.secrets.listWholeAudit(10), [lineOf('site.add')])
      }))

    test('a site whose first secret cannot be kept is not kept either, nor is the line', () =>
      withStores(async ({ one }) => {
        await one.sites.add(site, { secret, line: lineOf('site.add') })
        const second = { ...site, sitekey: 'site-2' }
        const line = lineOf('site.add again')
        await assert.rejects(one.sites.add(second, { secret, line }))
        assert.equal(await one.sites.find('site-2'), null)
        assert.deepEqual(await actionsOf(one), ['site.add'])
      }))

    // Two processes may create one demonstration at once: the second must not leave a secret or an audit line.
    test('an existing site takes over no secret and writes no line', () =>
      withStores(async ({ one, other }) => {
        const line = lineOf('site.add')
        assert.equal(await one.sites.add(site, { line }), true)
        assert.equal(await other.sites.add(site, { secret, line }), false)
        assert.deepEqual(await actionsOf(one), ['site.add'])
        assert.equal(await one.secrets.find('ab'), null)
      }))

    test('sites that are added together are kept with their secrets and lines, or nothing is', () =>
      withStores(async ({ one, other }) => {
        const shared = { id: 'sec_0', organisation: 'main', sitekeys: ['site-0', 'site-1'] }
        const before = { ...secret, id: 'sec_0', sha256: 'cd', sitekeys: ['site-0'] }
        await one.sites.add(
          { ...site, sitekey: 'site-0' },
          { secret: before, line: lineOf('before') },
        )
        const second = { ...site, sitekey: 'site-2' }
        const batch = { sites: [site, second], secrets: [secret], assigned: [shared] }
        await one.sites.addAll({ ...batch, lines: [lineOf('one'), lineOf('two')] })
        assert.deepEqual(await other.sites.find('site-2'), second)
        assert.deepEqual(await other.secrets.find('ab'), secret)
        assert.deepEqual((await other.secrets.find('cd'))?.sitekeys, ['site-0', 'site-1'])
        assert.deepEqual((await actionsOf(other)).toSorted(), ['before', 'one', 'two'])
        const third = { ...site, sitekey: 'site-3' }
        const taken = {
          sites: [third, second],
          secrets: [],
          assigned: [],
          lines: [lineOf('three')],
        }
        await assert.rejects(one.sites.addAll(taken))
        assert.equal(await other.sites.find('site-3'), null)
        assert.equal((await actionsOf(other)).length, 3)
      }))

    test('a change of a site is kept as a whole, with its line', () =>
      withStores(async ({ one, other }) => {
        await one.sites.add(site)
        const changed: Site = {
          ...site,
          name: 'Second',
          organisation: 'archive',
          domains: [],
          allowsLocalhost: true,
          corpora: ['letters'],
          mode: 'invisible',
          difficulty: 'difficult',
          needsRemoteIp: false,
          tellsScore: true,
        }
        assert.equal(await other.sites.change('main', changed, lineOf('site.set')), true)
        assert.deepEqual(await one.sites.find('site-1'), changed)
        assert.deepEqual(await one.secrets.listWholeAudit(10), [lineOf('site.set')])
      }))

    // The line was written even if there was no such site, and recorded a change that never happened.
    test('a change of a site that is not there writes no line', () =>
      withStores(async ({ one }) => {
        assert.equal(await one.sites.change('main', site, lineOf('site.set')), false)
        const end = { ids: [], atMs: 0 }
        const line = lineOf('site.remove')
        assert.equal(await one.sites.remove('main', 'site-1', { end, line }), false)
        assert.deepEqual(await one.secrets.listWholeAudit(10), [])
      }))

    test('a site takes the named secrets to its new organisation, and no others', () =>
      withStores(async ({ one }) => {
        const other = { ...secret, id: 'sec_2', sha256: 'cd' }
        await one.sites.add(site, { secret, line: lineOf('site.add') })
        await one.secrets.change('main', { add: other, line: lineOf('secret.add') })
        const moved = { ...site, organisation: 'archive' }
        await one.sites.change('main', moved, lineOf('site.set'), ['sec_1'])
        assert.deepEqual(await one.secrets.list('archive'), [
          { ...secret, organisation: 'archive' },
        ])
        assert.deepEqual(await one.secrets.list('main'), [other])
      }))

    test('a site that is removed ends the named secrets, with a line', () =>
      withStores(async ({ one }) => {
        await one.sites.add(site, { secret, line: lineOf('site.add') })
        const end = { ids: ['sec_1'], atMs: 7 }
        const line = { ...lineOf('site.remove'), atMs: 7 }
        assert.equal(await one.sites.remove('main', 'site-1', { end, line }), true)
        assert.deepEqual(await one.secrets.findById('main', 'sec_1'), { ...secret, expiresAtMs: 7 })
        assert.deepEqual(await actionsOf(one), ['site.remove', 'site.add'])
      }))
  })
}
