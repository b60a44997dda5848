import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { Document } from '../../model/document.ts'
import { corpus } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

function document(path: string, change: Partial<Document> = {}): Document {
  return {
    corpus: 'letters',
    path,
    format: 'PAGE',
    fileId: `file of ${path}`,
    importedAtMs: 7,
    ...change,
  }
}

/** What every store of the archive’s own files must do. */
export function testDocuments(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await use(stores)
    })

  describe(`documents in ${engine}`, () => {
    test('a corpus has one document of each path, the latest', () =>
      withStores(async ({ one, other }) => {
        await one.documents.keep('main', document('b.xml'))
        await one.documents.keep('main', document('a.xml', { format: 'ALTO' }))
        await one.documents.keep(
          'main',
          document('b.xml', { fileId: 'corrected', importedAtMs: 9 }),
        )
        const kept = [
          document('a.xml', { format: 'ALTO' }),
          document('b.xml', { fileId: 'corrected', importedAtMs: 9 }),
        ]
        assert.deepEqual(await other.documents.list('main', 'letters', '', 10), kept)
        assert.deepEqual(await other.documents.list('main', 'letters', 'a.xml', 10), kept.slice(1))
        assert.deepEqual(await other.documents.list('main', 'wills', '', 10), [])
      }))
  })
}
