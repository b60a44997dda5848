import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { corpus } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const other = { ...corpus, name: 'other' }

/** What every engine's `Demand` must do. */
export function testDemand(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const withCorpora = (use: (stores: TwoStores<Database>) => Promise<void>) =>
    withStores(async (stores) => {
      await stores.one.corpora.add(corpus)
      await stores.one.corpora.add(other)
      await use(stores)
    })

  describe(`demand in ${engine}`, () => {
    test('what two processes count at once adds up, for each corpus and stretch', () =>
      withCorpora(async (stores) => {
        const counts = Array.from({ length: 100 }, (_, n) =>
          (n % 2 ? stores.one : stores.other).demand.add(7 + (n % 4 < 2 ? 0 : 1), [
            { corpus: corpus.name, pictures: 2 },
            { corpus: other.name, pictures: 9 },
          ]),
        )
        await Promise.all(counts)
        assert.deepEqual(await stores.one.demand.listSince(7), [
          { corpus: corpus.name, stretch: 7, pictures: 100 },
          { corpus: corpus.name, stretch: 8, pictures: 100 },
          { corpus: other.name, stretch: 7, pictures: 450 },
          { corpus: other.name, stretch: 8, pictures: 450 },
        ])
        assert.equal((await stores.other.demand.listSince(8)).length, 2)
      }))

    test('a corpus that is gone is left out, and takes its counts with it', () =>
      withCorpora(async ({ one }) => {
        await one.demand.add(1, [{ corpus: 'none', pictures: 1 }])
        assert.deepEqual(await one.demand.listSince(0), [])
      }))

    test('a sweep forgets what came before a stretch', () =>
      withCorpora(async ({ one }) => {
        for (const stretch of [1, 2, 3])
          await one.demand.add(stretch, [{ corpus: corpus.name, pictures: 1 }])
        assert.equal(await one.demand.sweep(3), 2)
        assert.equal(await one.demand.sweep(3), 0)
        assert.equal((await one.demand.listSince(0)).length, 1)
      }))
  })
}
