import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Database } from '../../model/store.ts'
import type { Item } from '../../model/item.ts'
import { answerShown, corpus, draw, item, source } from './examples.contract.ts'
import type { TwoStores } from './stores.contract.ts'

function known(label: string): Partial<Item> {
  return { status: 'known', label, confidence: null }
}
function doubtful(label: string, confidence: number | null): Partial<Item> {
  return {
    status: 'doubtful',
    label,
    confidence,
  }
}
const unknown: Partial<Item> = { status: 'unknown', label: null, confidence: null }

/** What every engine must do with an item that is told again; `open` gives a fresh store. */
export function testRevisions(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withDatabase = async (use: (database: Database) => Promise<void>): Promise<void> => {
    const { one, close } = await open()
    try {
      await one.corpora.add(corpus)
      await use(one)
    } finally {
      await close()
    }
  }

  describe(`an item that is imported again in ${engine}`, () => {
    // A corrected text of a stored line was ignored, although the report counted it as taken.
    const taken: [string, Partial<Item>, Partial<Item>][] = [
      ['a known text that was corrected', known('Monath'), known('Monat')],
      ['a known text in place of a machine’s', doubtful('Monet', 0.4), known('Monat')],
      ['a known text in place of none', unknown, known('Monat')],
      ['a machine’s text in place of none', unknown, doubtful('Monet', 0.4)],
      ['another machine’s text', doubtful('Monet', 0.9), doubtful('Monat', null)],
      ['another place in its line', { ...unknown, place: 3 }, { ...unknown, place: null }],
      ['the same text with another confidence', doubtful('Monat', 0.4), doubtful('Monat', 0.9)],
    ]
    for (const [name, before, after] of taken)
      test(`takes over ${name}, once`, () =>
        withDatabase(async ({ sources, items }) => {
          await sources.add('main', source, [item('a', before)])
          const again = [item('a', after), item('b')]
          assert.deepEqual(await sources.add('main', source, again), { added: 1, revised: 1 })
          assert.deepEqual(await sources.add('main', source, again), { added: 0, revised: 0 })
          assert.deepEqual(await items.find('a'), item('a', after))
        }))

    const refused: [string, Partial<Item>, Partial<Item>][] = [
      ['a machine’s text in place of a known one', known('Monat'), doubtful('Monet', 1)],
      ['no text in place of a known one', known('Monat'), unknown],
      ['no text in place of a machine’s', doubtful('Monat', 0.1), unknown],
    ]
    for (const [name, before, after] of refused)
      test(`does not take over ${name}`, () =>
        withDatabase(async ({ sources, items }) => {
          await sources.add('main', source, [item('a', before)])
          const added = await sources.add('main', source, [item('a', after)])
          assert.deepEqual(added, { added: 0, revised: 0 })
          assert.deepEqual(await items.find('a'), item('a', before))
        }))

    test('takes the role and stage of its new reading, and a picture if it had none', () =>
      withDatabase(async ({ sources, items, exposures }) => {
        const waiting = { ...unknown, stage: 'waiting', mediaId: null } as const
        await sources.add('main', source, [item('a', waiting), item('b', known('Monat'))])
        await sources.add('main', source, [
          item('a', { ...known('Tag'), mediaId: 'new' }),
          item('b', { ...known('a line too long'), stage: 'waiting', mediaId: null }),
        ])
        const drawn = await drawItems(exposures, draw)
        assert.deepEqual(
          drawn.map(({ id, label, mediaId }) => [id, label, mediaId]),
          [['a', 'Tag', 'new']],
        )
        assert.deepEqual(await drawItems(exposures, { ...draw, role: 'unknown' }), [])
        assert.equal((await items.find('b'))?.mediaId, 'picture of b')
      }))

    test('stays retired with the same label, and is asked again with another', () =>
      withDatabase(async ({ sources, items, answers }) => {
        const caps = { known: 2, unknown: 2 }
        const show = (role: 'known' | 'unknown') => answerShown(answers, { [role]: ['a'], caps })
        const stage = async () => (await items.find('a'))?.stage
        await sources.add('main', source, [item('a', doubtful('Monet', 0.4))])
        await show('unknown')
        await show('unknown')
        await sources.add('main', source, [item('a', known('Monet'))])
        assert.equal(await stage(), 'retired')
        await sources.add('main', source, [item('a', known('Monat'))])
        assert.equal(await stage(), 'open')
        await show('known')
        assert.equal(await stage(), 'open')
        await show('known')
        assert.equal(await stage(), 'retired')
        await sources.add('main', source, [item('a', known('Monath'))])
        await show('known')
        assert.equal(await stage(), 'open')
      }))

    // Retired known items may be drawn again, so one that nobody can type would have been asked.
    test('does not stay retired if its reading can no longer be asked', () =>
      withDatabase(async ({ sources, items, answers, exposures }) => {
        await sources.add('main', source, [item('a', doubtful('ꝓteſt⁊', 0.4))])
        await answerShown(answers, { unknown: ['a'], caps: { known: 1, unknown: 1 } })
        await sources.add('main', source, [item('a', { ...known('ꝓteſt⁊'), stage: 'unfit' })])
        assert.equal((await items.find('a'))?.stage, 'unfit')
        assert.deepEqual(await drawItems(exposures, { ...draw, retired: true }), [])
      }))

    test('takes over nothing if anything in the same commit cannot be kept', () =>
      withDatabase(async ({ sources, items }) => {
        await sources.add('main', source, [item('a', known('Monath'))])
        const stray = item('z', { sourceId: 'no such source' })
        await assert.rejects(sources.add('main', source, [item('a', known('Monat')), stray]))
        assert.equal((await items.find('a'))?.label, 'Monath')
      }))
  })
}
