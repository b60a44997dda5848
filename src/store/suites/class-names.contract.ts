import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuditLine } from '../../model/audit.ts'
import type { ClassName } from '../../model/class-name.ts'
import type { Database } from '../../model/store.ts'
import { corpus } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const german: ClassName = { class: 'plums', language: 'de', name: 'Pflaumen' }
const french: ClassName = { class: 'plums', language: 'fr', name: 'des prunes' }
const pears: ClassName = { class: 'pears', language: 'de', name: 'Birnen' }

function lineOf(action: string): AuditLine {
  return { atMs: 5, organisation: 'main', actor: 'test', action, subject: 'letters', detail: '' }
}

/** What every engine must do with the names of classes; `open` gives a fresh database whose clock stands at 0. */
export function testClassNames(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)

  describe(`${engine}: the names of classes`, () => {
    test('are set with a line, replaced by a later one, and found by class and language', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.add(corpus)
        await one.classNames.set('main', 'letters', [french, german, pears], lineOf('set'))
        assert.deepEqual(await other.classNames.list('main', 'letters'), [pears, german, french])
        const later = { ...german, name: 'Zwetschgen' }
        await other.classNames.set('main', 'letters', [later], lineOf('again'))
        assert.deepEqual(await one.classNames.find('letters', 'plums'), [later, french])
        assert.deepEqual(await one.classNames.find('letters', 'quinces'), [])
        assert.deepEqual(await one.classNames.find('wills', 'plums'), [])
        const lines = await one.secrets.listAudit('main', 10)
        assert.deepEqual(lines.map(({ action }) => action).toSorted(), ['again', 'set'])
      }))

    test('are removed one by one with a line', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.add(corpus)
        await one.classNames.set('main', 'letters', [german, french], lineOf('set'))
        const keys = [german, { class: 'quinces', language: 'de' }]
        await one.classNames.remove('main', 'letters', keys, lineOf('remove'))
        assert.deepEqual(await other.classNames.list('main', 'letters'), [french])
        const lines = await other.secrets.listAudit('main', 10)
        assert.deepEqual(lines.map(({ action }) => action).toSorted(), ['remove', 'set'])
      }))

    test('are forgotten with their corpus', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.add(corpus)
        await one.classNames.set('main', 'letters', [german], lineOf('set'))
        await one.lifecycle.forgetCorpus('main', 'letters', lineOf('forget'))
        await one.corpora.add(corpus)
        assert.deepEqual(await other.classNames.list('main', 'letters'), [])
      }))
  })
}
