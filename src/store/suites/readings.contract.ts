import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { Reading, ReadingChange, ReadingEvent } from '../../model/reading.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus, item, source } from './examples.contract.ts'

const reading: Reading = {
  itemId: 'a',
  corpus: 'letters',
  text: 'Monat',
  state: 'provisional',
  confidence: 0.1 + 0.2,
  rawConfidence: 0.75,
  answers: 2,
  networks: 2,
  agreement: 2 / 3,
  attack: 0.01,
  alternatives: [{ text: 'Monet', confidence: 0.1 }],
  firstAnswerAtMs: 10,
  lastAnswerAtMs: 20,
  engine: 'engine-1',
}

const event: ReadingEvent = {
  itemId: 'a',
  corpus: 'letters',
  atMs: 30,
  state: 'accepted',
  text: 'Monat',
  confidence: 0.99,
  wasState: null,
  wasText: null,
  cause: 'labels',
}

function change(of: Reading, noted: ReadingEvent | null = null): ReadingChange {
  return {
    itemId: of.itemId,
    reading: of,
    event: noted,
  }
}
function until(untilMs: number) {
  return { corpus: 'letters', untilMs, labelsSinceFit: 3 }
}

/** Fills a store with a corpus of three unknown items and a known one. */
export async function fillLetters({ corpora, sources }: Database): Promise<void> {
  await corpora.add(corpus)
  const regionNames = ['x.xml#a', 'x.xml#b', 'x.xml2#c']
  const items = regionNames.map((regionName) =>
    item(regionName.at(-1) ?? '', { regionName, status: 'unknown' }),
  )
  await sources.add('main', source, [...items, item('k')])
}

/** What every engine must do with readings; `open` gives a fresh store. */
export function testReadings(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)

  describe(`readings in ${engine}`, () => {
    test('are found as they were kept, and give way to later ones of the same item', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        assert.equal(await one.readings.find('main', 'a'), null)
        await one.readings.keep([change(reading)], until(20))
        assert.deepEqual(await other.readings.find('main', 'a'), reading)
        const later: Reading = { ...reading, text: 'Monath', state: 'unreadable', answers: 4 }
        await other.readings.keep([change(later)], until(40))
        assert.deepEqual(await one.readings.find('main', 'a'), later)
        const counts = await one.readings.count('main', 'letters')
        assert.deepEqual([counts.provisional, counts.unreadable, counts.rejected], [0, 1, 0])
        const gone = { itemId: 'a', reading: null, event: null }
        await one.readings.keep([gone], until(40))
        assert.equal(await other.readings.find('main', 'a'), null)
      }))

    test('are found together, however many are asked for, in the order of their items', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        const both = [{ ...reading, itemId: 'b' }, reading]
        await one.readings.keep(
          both.map((of) => change(of)),
          until(1),
        )
        const many = Array.from({ length: 120 }, (_, n) => `none ${n}`)
        const found = await one.readings.findAll('main', 'letters', ['b', ...many, 'a', 'b'])
        assert.deepEqual(found, [reading, both[0]])
        assert.deepEqual(await one.readings.findAll('main', 'letters', []), [])
      }))

    test('are found by their items alone, of one corpus, page by page', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        const all = ['a', 'b', 'c'].map((itemId) => change({ ...reading, itemId }))
        await one.readings.keep(all, until(1))
        assert.deepEqual(await other.readings.listKept('letters', '', 2), ['a', 'b'])
        assert.deepEqual(await other.readings.listKept('letters', 'b', 2), ['c'])
        assert.deepEqual(await other.readings.listKept('wills', '', 2), [])
        assert.deepEqual(await other.readings.damagedOf(['a', 'b', 'nobody']), [])
      }))

    test('are kept in one commit with how far the corpus is settled, or not at all', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        const nothing = { untilMs: 0, labelsSinceFit: 0 }
        assert.deepEqual(await one.readings.settlement('letters'), nothing)
        await one.readings.keep([], until(20))
        assert.deepEqual(await other.readings.settlement('letters'), {
          untilMs: 20,
          labelsSinceFit: 3,
        })
        const lost = { ...reading, itemId: 'nobody' }
        await assert.rejects(one.readings.keep([change(reading, event), change(lost)], until(50)))
        assert.equal((await other.readings.settlement('letters')).untilMs, 20)
        assert.equal(await other.readings.find('main', 'a'), null)
        assert.deepEqual(await other.readings.history('main', 'a', 9), [])
      }))

    test('have a history, and those withdrawn after they were accepted are listed', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        const was = { wasState: 'accepted', wasText: 'Monat' } as const
        const events: ReadingEvent[] = [
          event,
          { ...event, ...was, atMs: 40, state: 'open', text: '', cause: 'recall' },
          { ...event, atMs: 50, wasState: 'open', wasText: '' },
          { ...event, ...was, atMs: 60, text: 'Monath', cause: 'refit' },
        ]
        for (const kept of events) await one.readings.keep([change(reading, kept)], until(1))
        assert.deepEqual(await other.readings.history('main', 'a', 9), events)
        assert.deepEqual(await other.readings.history('main', 'a', 2), events.slice(2))
        const withdrawn = [events[1], events[3]]
        assert.deepEqual(
          await other.readings.listWithdrawn('main', 'letters', { fromMs: 30, limit: 9 }),
          withdrawn,
        )
        assert.deepEqual(
          await other.readings.listWithdrawn('main', 'letters', { fromMs: 41, limit: 9 }),
          [events[3]],
        )
        assert.deepEqual(
          await other.readings.listWithdrawn('main', 'letters', { fromMs: 30, limit: 1 }),
          [events[1]],
        )
      }))

    test('are listed by their state, page by page', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        const all = ['a', 'b', 'c'].map((itemId) => change({ ...reading, itemId }))
        await one.readings.keep(all, until(1))
        const ids = async (after: string): Promise<string[]> =>
          (
            await one.readings.list('main', 'letters', {
              state: 'provisional',
              after: after,
              limit: 2,
            })
          ).map((read) => read.item.id)
        assert.deepEqual([await ids(''), await ids('b')], [['a', 'b'], ['c']])
        assert.deepEqual(
          await one.readings.list('main', 'letters', { state: 'accepted', after: '', limit: 2 }),
          [],
        )
      }))

    test('come with all the items of their source, read or not', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        await one.readings.keep([change(reading)], until(0))
        const found = await one.readings.ofSource('main', 'source-1')
        assert.deepEqual(
          found.map(({ item: { id, confidence }, reading: read }) => [id, confidence, read]),
          [
            ['a', null, reading],
            ['b', null, null],
            ['c', null, null],
            ['k', null, null],
          ],
        )
        assert.deepEqual(found[0]?.extent, { widthPixels: 100, heightPixels: 200 })
      }))

    test('come with the items of one document, and of none whose path begins alike', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        const ids = async (path: string): Promise<string[]> =>
          (await one.readings.ofDocument('main', 'letters', path)).map((read) => read.item.id)
        assert.deepEqual(await ids('x.xml'), ['a', 'b'])
        assert.deepEqual(await ids('x.xml2'), ['c'])
        assert.deepEqual(await ids('x'), [])
      }))

    test('come with the items of a picture for every document that describes it', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        const document = { corpus: 'letters', path: 'y.xml', format: 'PAGE', fileId: 'f' } as const
        await one.documents.keep('main', { ...document, importedAtMs: 1 }, 'source-1')
        const found = await one.readings.ofDocument('main', 'letters', 'y.xml')
        assert.deepEqual(
          found.map((read) => read.item.id),
          ['a', 'b', 'c', 'k'],
        )
      }))
  })
}
