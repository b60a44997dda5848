import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuditLine } from '../../model/audit.ts'
import type { Organisation } from '../../model/organisation.ts'
import type { Database } from '../../model/store.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const archive: Organisation = { id: 'org_1', name: 'archive', createdAtMs: 5 }

function lineOf(action: string): AuditLine {
  return { atMs: 5, organisation: 'org_1', actor: 'test', action, subject: 'org_1', detail: '' }
}

/** What every engine must do with organisations; `open` gives a fresh database whose clock stands at 0. */
export function testOrganisations(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const actionsOf = async ({ secrets }: Database): Promise<string[]> =>
    (await secrets.listAudit('org_1', 10)).map(({ action }) => action)

  describe(`${engine}: organisations`, () => {
    test('are added once by their id and by their name, with a line', () =>
      withStores(async ({ one, other }) => {
        const { organisations } = one
        assert.equal(await organisations.add(archive, lineOf('add')), true)
        assert.equal(await organisations.add({ ...archive, id: 'x' }, lineOf('again')), false)
        assert.equal(await organisations.add({ ...archive, name: 'x' }, lineOf('again')), false)
        assert.deepEqual(await other.organisations.find('org_1'), archive)
        assert.deepEqual(await other.organisations.findByName('archive'), archive)
        assert.equal(await other.organisations.findByName('x'), null)
        assert.deepEqual(await actionsOf(other), ['add'])
      }))

    test('are renamed with a line, to a name that no other has', () =>
      withStores(async ({ one }) => {
        const { organisations } = one
        await organisations.add(archive, lineOf('add'))
        const taken = { id: 'org_2', name: 'taken', createdAtMs: 5 }
        await organisations.add(taken, { ...lineOf('add'), organisation: 'org_2' })
        const names = (await organisations.list()).map(({ name }) => name)
        assert.ok(names.indexOf('archive') < names.indexOf('taken'))
        assert.equal(await organisations.rename('org_1', 'taken', lineOf('no')), false)
        assert.equal(await organisations.rename('nobody', 'x', lineOf('no')), false)
        assert.equal(await organisations.rename('org_1', 'city', lineOf('rename')), true)
        assert.deepEqual(await organisations.find('org_1'), { ...archive, name: 'city' })
        assert.deepEqual((await actionsOf(one)).toSorted(), ['add', 'rename'])
      }))

    test('are removed with a line if nothing belongs to them, and their audit stays', () =>
      withStores(async ({ one, other }) => {
        await one.organisations.add(archive, lineOf('add'))
        const secret = { id: 's', name: 's', sha256: 'ab', sitekeys: [], createdAtMs: 0 }
        const add = { ...secret, organisation: 'org_1', expiresAtMs: null }
        await one.secrets.change('org_1', { add, line: lineOf('secret.add') })
        assert.equal(await one.organisations.remove('org_1', lineOf('no')), false)
        assert.deepEqual(await other.organisations.find('org_1'), archive)
        const empty = { id: 'org_2', name: 'empty', createdAtMs: 5 }
        await one.organisations.add(empty, { ...lineOf('add'), organisation: 'org_2' })
        const line = { ...lineOf('remove'), organisation: 'org_2' }
        assert.equal(await one.organisations.remove('org_2', line), true)
        assert.equal(await other.organisations.find('org_2'), null)
        const lines = await other.secrets.listAudit('org_2', 10)
        assert.deepEqual(lines.map(({ action }) => action).toSorted(), ['add', 'remove'])
      }))
  })
}
