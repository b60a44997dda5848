import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { WayPasses } from '../../model/way.ts'
import { openSite } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const { sitekey } = openSite
const byEar: WayPasses = { sitekey, way: 'ear', passes: 1, puzzles: 0, seconds: 30 }
const byNeither: WayPasses = { sitekey, way: 'neither', passes: 2, puzzles: 192, seconds: 25 }

/** What every engine's `WayCounts` must do. */
export function testWayCounts(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const withSite = (use: (stores: TwoStores<Database>) => Promise<void>) =>
    withStores(async (stores) => {
      await stores.one.sites.add(openSite)
      await use(stores)
    })

  describe(`passes by each way in ${engine}`, () => {
    test('what two processes count at once adds up over the days', () =>
      withSite(async (stores) => {
        const adds = Array.from({ length: 100 }, (_, n) =>
          (n % 2 ? stores.one : stores.other).wayCounts.add(7 + (n % 4 < 2 ? 0 : 1), [
            byEar,
            byNeither,
          ]),
        )
        await Promise.all(adds)
        assert.deepEqual(await stores.one.wayCounts.listOf('main', sitekey, 7), [
          { ...byEar, passes: 100, seconds: 3000 },
          { ...byNeither, passes: 200, puzzles: 19_200, seconds: 2500 },
        ])
        const [last] = await stores.other.wayCounts.listOf('main', sitekey, 8)
        assert.equal(last?.passes, 50)
        assert.deepEqual(await stores.one.wayCounts.listOf('other', sitekey, 7), [])
      }))

    test('a site that is gone is left out, and takes its counts with it', () =>
      withSite(async ({ one }) => {
        await one.wayCounts.add(1, [{ ...byEar, sitekey: 'none' }, byEar])
        assert.deepEqual(await one.wayCounts.listOf('main', 'none', 0), [])
        await one.sites.remove('main', sitekey)
        await one.sites.add(openSite)
        assert.deepEqual(await one.wayCounts.listOf('main', sitekey, 0), [])
      }))

    test('a sweep forgets the days before one', () =>
      withSite(async ({ one }) => {
        for (const day of [1, 2, 3]) await one.wayCounts.add(day, [byEar])
        assert.equal(await one.wayCounts.sweep(3), 2)
        assert.equal(await one.wayCounts.sweep(3), 0)
        assert.equal((await one.wayCounts.listOf('main', sitekey, 0))[0]?.passes, 1)
      }))
  })
}
