import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { corpus, draw, item, source } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

/** What every store that items are drawn from must do. */
export function testExposures(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await use(stores)
    })

  describe(`exposures in ${engine}`, () => {
    test('a draw gives items of its role, with the credit of their source', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [
          item('k'),
          item('u', { status: 'unknown', label: null }),
        ])
        const [known, ...more] = await one.exposures.draw(draw)
        assert.deepEqual(more, [])
        assert.deepEqual(known, {
          id: 'k',
          mediaId: 'picture of k',
          status: 'known',
          label: 'word k',
          isCanary: false,
          licence: 'CC-BY-4.0',
          credit: 'An archive',
          creditUrl: 'https://archive.example/1',
        })
        const unknown = await one.exposures.draw({ ...draw, role: 'unknown' })
        assert.deepEqual(
          unknown.map(({ id }) => id),
          ['u'],
        )
      }))

    test('a draw goes once round the shuffled order wherever it begins', () =>
      withStores(async ({ one }) => {
        const ids = ['a', 'b', 'c', 'd', 'e', 'f']
        await one.sources.add(
          'main',
          source,
          ids.map((id) => item(id)),
        )
        for (const from of [0, 0.25, 0.5, 0.999]) {
          const drawn = await one.exposures.draw({ ...draw, from })
          assert.deepEqual(drawn.map(({ id }) => id).toSorted(), ids)
          assert.equal((await one.exposures.draw({ ...draw, from, count: 4 })).length, 4)
        }
      }))

    test('a draw is narrowed to one class or to all others', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [
          item('a', { label: 'map' }),
          item('b', { label: 'seal' }),
        ])
        const maps = await one.exposures.draw({ ...draw, label: { is: 'map' } })
        const others = await one.exposures.draw({ ...draw, label: { isNot: 'map' } })
        assert.deepEqual([maps.map(({ id }) => id), others.map(({ id }) => id)], [['a'], ['b']])
      }))

    test('waiting and unfit items are never drawn', () =>
      withStores(async ({ one }) => {
        const waiting = item('a', { stage: 'waiting', mediaId: null })
        await one.sources.add('main', source, [waiting, item('b', { stage: 'unfit' })])
        assert.deepEqual(await one.exposures.draw(draw), [])
        const counts = await one.corpora.count('main', 'letters')
        assert.deepEqual([counts.waiting, counts.unfit, counts.known], [1, 1, 0])
      }))

    test('an item retires when it was shown as often as allowed, and can then be drawn as retired only', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [item('a')])
        const shown = { itemId: 'a', role: 'known', rank: 0.1 } as const
        await one.exposures.count([shown], { known: 2, unknown: 9 })
        assert.equal((await one.exposures.draw(draw)).length, 1)
        await one.exposures.count([shown, { ...shown, role: 'unknown' }], { known: 2, unknown: 9 })
        assert.deepEqual(await one.exposures.draw(draw), [])
        assert.equal((await one.exposures.draw({ ...draw, retired: true })).length, 1)
        assert.equal((await one.corpora.count('main', 'letters')).retired, 1)
      }))
  })
}
