import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Database } from '../../model/store.ts'
import { answerShown, corpus, draw, item, source } from './examples.contract.ts'
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
        const [known, ...more] = await drawItems(one.exposures, draw)
        assert.deepEqual(more, [])
        assert.ok(known && known.rank >= 0 && known.rank < 1)
        assert.deepEqual(known, {
          id: 'k',
          mediaId: 'picture of k',
          status: 'known',
          label: 'word k',
          isCanary: false,
          rank: known.rank,
          isSeen: false,
          licence: 'CC-BY-4.0',
          credit: 'An archive',
          creditUrl: 'https://archive.example/1',
        })
        const unknown = await drawItems(one.exposures, { ...draw, role: 'unknown' })
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
          const drawn = await drawItems(one.exposures, { ...draw, from })
          assert.deepEqual(drawn.map(({ id }) => id).toSorted(), ids)
          assert.equal((await drawItems(one.exposures, { ...draw, from, count: 4 })).length, 4)
        }
      }))

    test('a draw from an arc of the shuffled order gives its items only, once round', () =>
      withStores(async ({ one }) => {
        const ranks = { a: 0.25, b: 0.3, c: 0.4, d: 0.5, e: 0.1 }
        await one.sources.add(
          'main',
          source,
          Object.keys(ranks).map((id) => item(id)),
        )
        await one.exposures.moveOn(
          Object.entries(ranks).map(([itemId, rank]) => ({ itemId, rank })),
        )
        const arc = { from: 0.25, to: 0.5 }
        const drawn = await drawItems(one.exposures, { ...draw, arc, from: 0.28 })
        assert.deepEqual(
          drawn.map(({ id, rank }) => ({ id, rank })),
          ['b', 'c', 'a'].map((id) => ({ id, rank: Object(ranks)[id] })),
        )
      }))

    test('a draw is narrowed to one class or to all others', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [
          item('a', { label: 'map' }),
          item('b', { label: 'seal' }),
        ])
        const maps = await drawItems(one.exposures, { ...draw, label: { is: 'map' } })
        const others = await drawItems(one.exposures, { ...draw, label: { isNot: 'map' } })
        assert.deepEqual([maps.map(({ id }) => id), others.map(({ id }) => id)], [['a'], ['b']])
      }))

    test('waiting and unfit items are never drawn', () =>
      withStores(async ({ one }) => {
        const waiting = item('a', { stage: 'waiting', mediaId: null })
        await one.sources.add('main', source, [waiting, item('b', { stage: 'unfit' })])
        assert.deepEqual(await drawItems(one.exposures, draw), [])
        const counts = await one.corpora.count('main', 'letters')
        assert.deepEqual([counts.waiting, counts.unfit, counts.known], [1, 1, 0])
      }))

    test('an item retires when it was shown as often as allowed, and can then be drawn as retired only', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [item('a')])
        const caps = { known: 2, unknown: 9 }
        await answerShown(one.answers, { known: ['a'], caps })
        assert.equal((await drawItems(one.exposures, draw)).length, 1)
        await answerShown(one.answers, { unknown: ['a'], caps })
        assert.equal((await drawItems(one.exposures, draw)).length, 1)
        await answerShown(one.answers, { known: ['a'], caps })
        assert.deepEqual(await drawItems(one.exposures, draw), [])
        assert.equal((await drawItems(one.exposures, { ...draw, retired: true })).length, 1)
        assert.equal((await one.corpora.count('main', 'letters')).retired, 1)
      }))

    // Challenges that nobody answered retired an archive's items: 8 000 requests, 169 of 213 items.
    test('an item that is shown and not answered moves on, and never retires', () =>
      withStores(async ({ one, other }) => {
        await one.sources.add('main', source, [item('a'), item('b')])
        for (let n = 0; n < 100; n += 1)
          await one.exposures.moveOn([{ itemId: 'a', rank: n % 2 ? 0.9 : 0.1 }])
        await one.exposures.moveOn([{ itemId: 'b', rank: 0.6 }])
        const drawn = await drawItems(other.exposures, { ...draw, from: 0.7 })
        assert.deepEqual(
          drawn.map(({ id }) => id),
          ['a', 'b'],
        )
      }))

    test('more items than are counted at once all count, and each once', () =>
      withStores(async ({ one }) => {
        const ids = Array.from({ length: 23 }, (_, n) => `k${n}`)
        await one.sources.add(
          'main',
          source,
          ids.map((id) => item(id)),
        )
        await answerShown(one.answers, { known: ids, caps: { known: 2, unknown: 9 } })
        assert.equal((await one.corpora.count('main', 'letters')).retired, 0)
        await answerShown(one.answers, { known: ids, caps: { known: 2, unknown: 9 } })
        assert.equal((await one.corpora.count('main', 'letters')).retired, 23)
      }))
  })
}
