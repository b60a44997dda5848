import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { corpus, item, source } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

/** What every engine must say of the size of its tables. */
export function testSizes(engine: string, open: () => Promise<TwoStores<Database>>): void {
  describe(`the size of tables in ${engine}`, () => {
    test('is known of each, and grows with what is kept', () =>
      provideStores(open)(async ({ one, other }) => {
        const bytesOf = async (table: string): Promise<number> =>
          (await other.measureTables()).find((of) => of.table === table)?.bytes ?? -1
        const before = await bytesOf('items')
        assert.ok(before >= 0 && (await bytesOf('labels')) >= 0)
        await one.corpora.add(corpus)
        const items = Array.from({ length: 500 }, (_, n) => item(`item ${n}`))
        await one.sources.add('main', source, items)
        assert.ok((await bytesOf('items')) > before + 500 * 50)
        assert.ok(((await other.measureFree()) ?? 0) >= 0)
        assert.ok((await other.measureTables()).every(({ rows }) => rows >= 0))
      }))
  })
}
