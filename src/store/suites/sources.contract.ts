import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Region } from '../../model/region.ts'
import type { Database } from '../../model/store.ts'
import { corpus, draw, item, source } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

/** What every store of sources and their items must do. */
export function testSources(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await use(stores)
    })

  describe(`sources in ${engine}`, () => {
    test('a source added twice gives the same items, not more', () =>
      withStores(async ({ one }) => {
        const first = await one.sources.add('main', source, [item('a'), item('b')])
        const second = await one.sources.add('main', source, [item('b'), item('c')])
        assert.deepEqual([first.added, second], [2, { added: 1, revised: 0 }])
        assert.deepEqual(await one.items.find('a'), item('a'))
        assert.deepEqual(await one.items.ofRegion('main', 'letters', 'region of a', 9), [item('a')])
        assert.deepEqual(await one.items.ofSource('main', 'source-1'), [
          item('a'),
          item('b'),
          item('c'),
        ])
      }))

    test('an item is a box, an outline, a stretch of time or all of its source, as it was added', () =>
      withStores(async ({ one, other }) => {
        const box = { x: 1, y: 2, width: 30, height: 10 }
        const regions: readonly Region[] = [
          { is: 'box', box },
          { is: 'outline', box, outline: [{ x: 1, y: 2 }] },
          { is: 'span', fromMs: 0, toMs: 90_000_000_000 },
          { is: 'whole' },
        ]
        const items = regions.map((region, n) => item(`i${n}`, { region }))
        await one.sources.add('main', { ...source, extent: { durationMs: 90_000_000_000 } }, items)
        assert.deepEqual(await other.items.ofSource('main', source.id), items)
        const [kept] = await other.sources.list('main', 'letters', '', 1)
        assert.deepEqual(kept?.extent, { durationMs: 90_000_000_000 })
        const [read] = await other.readings.ofSource('main', source.id)
        assert.deepEqual(read?.extent, kept?.extent)
      }))

    test('pages that are to be read are counted, and those without a known item', () =>
      withStores(async ({ one }) => {
        const unknown = { status: 'unknown', label: null } as const
        await one.sources.add('main', source, [item('a'), item('b', unknown)])
        const other = { ...source, id: 'source-2' }
        const ofOther = { ...unknown, sourceId: 'source-2' } as const
        await one.sources.add('main', other, [item('c', ofOther), item('d', ofOther)])
        const counted = { pages: 2, withoutKnown: 1 }
        assert.deepEqual(await one.sources.countUnreadPages('main', 'letters', 2), counted)
        const none = { pages: 0, withoutKnown: 0 }
        assert.deepEqual(await one.sources.countUnreadPages('main', 'letters', 3), none)
      }))

    // A corrected credit was silently ignored, because importing again added nothing.
    test('the rights of a source can be corrected, and the store says whether that changed anything', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [item('k')])
        const { licence, credit, creditUrl } = source
        assert.equal(
          await one.sources.correctRights('main', 'source-1', { licence, credit, creditUrl }),
          false,
        )
        const rights = { licence: 'CC0-1.0', credit: 'Another archive', creditUrl: null }
        assert.equal(await one.sources.correctRights('main', 'source-1', rights), true)
        assert.equal(await one.sources.correctRights('main', 'source-1', rights), false)
        assert.equal(await one.sources.correctRights('main', 'no such source', rights), false)
        const [drawn] = await drawItems(one.exposures, draw)
        assert.deepEqual([drawn?.licence, drawn?.credit, drawn?.creditUrl], Object.values(rights))
      }))

    test('a source whose items cannot be kept is not kept either', () =>
      withStores(async ({ one }) => {
        const stray = item('z', { sourceId: 'no such source' })
        await assert.rejects(one.sources.add('main', source, [item('a'), stray]))
        assert.equal((await one.corpora.count('main', 'letters')).sources, 0)
        assert.equal(await one.items.find('a'), null)
      }))

    test('a source of many items is added whole, and revised whole', () =>
      withStores(async ({ one, other, moveClock }) => {
        const ids = Array.from({ length: 230 }, (_, n) => `i${String(n).padStart(3, '0')}`)
        const items = ids.map((id) => item(id))
        assert.deepEqual(await one.sources.add('main', source, items), { added: 230, revised: 0 })
        assert.deepEqual(await other.items.ofSource('main', source.id), items)
        const again = ids.map((id, n) => item(id, n % 2 ? {} : { label: 'corrected' }))
        const more = [...again, item('new')]
        assert.deepEqual(await other.sources.add('main', source, more), { added: 1, revised: 115 })
        assert.deepEqual(await one.items.ofSource('main', source.id), more)
        moveClock(1)
        await Promise.all([one.sources.finish('main', 'letters'), other.sources.sweep(1)])
        assert.deepEqual(await one.items.ofSource('main', source.id), more)
      }))

    test('a corpus is walked through source by source, each once, whole and of its own corpus', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.add({ ...corpus, name: 'wills' })
        const iiif = {
          manifest: 'https://archive.example/manifest',
          id: 'https://archive.example/canvas/1',
          width: 50,
          height: 100,
          image: 'https://archive.example/full.jpg',
        }
        const sources = ['s1', 's2', 's3'].map((id) => ({ ...source, id, iiif }))
        for (const of of sources.toReversed()) await one.sources.add('main', of, [])
        await one.sources.add('main', { ...source, id: 's0', corpus: 'wills' }, [])
        assert.deepEqual(await other.sources.list('main', 'letters', '', 2), sources.slice(0, 2))
        assert.deepEqual(await other.sources.list('main', 'letters', 's2', 2), sources.slice(2))
        assert.deepEqual(await other.sources.list('main', 'letters', 's3', 2), [])
      }))
  })
}
