import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Document } from '../../model/item.ts'
import type { Records } from '../../model/stores.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus, source } from './records.contract.ts'

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

/** What every engine must do with sources and the archive's own files; `open` gives a fresh store. */
export function testArchive(engine: string, open: () => Promise<TwoStores<Records>>): void {
  const withRecords = provideStores(open)

  describe(`the archive in ${engine}`, () => {
    test('is walked through source by source, each once, whole and of its own corpus', () =>
      withRecords(async ({ one, other }) => {
        await one.addCorpus(corpus)
        await one.addCorpus({ ...corpus, name: 'wills' })
        const iiif = {
          manifest: 'https://archive.example/manifest',
          id: 'https://archive.example/canvas/1',
          width: 50,
          height: 100,
          image: 'https://archive.example/full.jpg',
        }
        const sources = ['s1', 's2', 's3'].map((id) => ({ ...source, id, iiif }))
        for (const of of sources.toReversed()) await one.addSource(of, [])
        await one.addSource({ ...source, id: 's0', corpus: 'wills' }, [])
        assert.deepEqual(await other.listSources('letters', '', 2), sources.slice(0, 2))
        assert.deepEqual(await other.listSources('letters', 's2', 2), sources.slice(2))
        assert.deepEqual(await other.listSources('letters', 's3', 2), [])
      }))

    test('has one document of each path, the latest', () =>
      withRecords(async ({ one, other }) => {
        await one.addCorpus(corpus)
        await one.keepDocument(document('b.xml'))
        await one.keepDocument(document('a.xml', { format: 'ALTO' }))
        await one.keepDocument(document('b.xml', { fileId: 'corrected', importedAtMs: 9 }))
        const kept = [
          document('a.xml', { format: 'ALTO' }),
          document('b.xml', { fileId: 'corrected', importedAtMs: 9 }),
        ]
        assert.deepEqual(await other.listDocuments('letters', '', 10), kept)
        assert.deepEqual(await other.listDocuments('letters', 'a.xml', 10), kept.slice(1))
        assert.deepEqual(await other.listDocuments('wills', '', 10), [])
      }))
  })
}
