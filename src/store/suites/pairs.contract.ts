import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { slicesMax, type Pair, type SpareKind } from '../../model/pair.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { answerShown, corpus, item, source } from './examples.contract.ts'

function pair(id: string, controlId: string, probeId: string): Pair {
  return {
    id,
    corpus: 'letters',
    controlId,
    probeId,
    probeRole: 'unknown',
    stage: 'open',
    slice: 0,
    text: 'word',
    turn: 0.5,
  }
}

const caps = { known: 2, unknown: 2 }
const all = { corpus: 'letters', stage: 'open', isUnseen: false, from: 0.5, limit: 10 } as const
const line = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'drop',
  subject: 'x',
  detail: '',
}

/** What every engine that keeps pairs must do; `open` gives a fresh store. */
export function testPairs(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      const unknown = { status: 'unknown', label: null } as const
      await stores.one.corpora.add(corpus)
      await stores.one.sources.add('main', source, [
        item('k1'),
        item('k2'),
        item('u1', unknown),
        item('u2', unknown),
      ])
      await use(stores)
    })
  const next = async (
    { pairs }: Database,
    stage: 'open' | 'retired' = 'open',
    slicePoint = 0,
  ): Promise<string[]> =>
    (await pairs.nextPairs({ corpus: 'letters', slicePoint, stage, limit: 10 })).map(({ id }) => id)
  const spare = ({ pairs }: Database, kind: SpareKind): Promise<string[]> =>
    pairs.sparePairs({ corpus: 'letters', slice: 0, kind, limit: 10 })
  const looseIds = async ({ pairs }: Database, role: 'known' | 'unknown'): Promise<string[]> =>
    (await pairs.looseItems({ ...all, role })).map(({ id }) => id).toSorted()

  describe(`pairs in ${engine}`, () => {
    test('a pair is found with both of its items, and these are loose no more', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.pairs.addPairs([pair('a', 'k1', 'u1')]), 1)
        const found = await other.pairs.findPair('a')
        assert.deepEqual([found?.control.id, found?.probe.id], ['k1', 'u1'])
        assert.equal(found?.control.credit, 'An archive')
        assert.deepEqual(await looseIds(other, 'known'), ['k2'])
        assert.deepEqual(await looseIds(other, 'unknown'), ['u2'])
        assert.equal(await one.pairs.countLoose('letters', 'unknown', 10), 1)
        assert.equal(await one.pairs.findPair('b'), null)
      }))

    test('items that nobody has seen are found among those that are in no pair', () =>
      withStores(async ({ one }) => {
        await one.exposures.moveOn([{ itemId: 'k1', rank: 0.5 }])
        const unseen = await one.pairs.looseItems({ ...all, role: 'known', isUnseen: true })
        assert.deepEqual(
          unseen.map(({ id }) => id),
          ['k2'],
        )
      }))

    test('a loose item has the proportion of its box, or the seconds of its span', () =>
      withStores(async ({ one }) => {
        const span = { is: 'span', fromMs: 0, toMs: 900 } as const
        await one.sources.add('main', source, [item('k3', { region: span })])
        const loose = await one.pairs.looseItems({ ...all, role: 'known' })
        const proportions = new Map(loose.map(({ id, proportion }) => [id, proportion]))
        assert.deepEqual([proportions.get('k1'), proportions.get('k3')], [3, 0.9])
      }))

    test('an item is in one pair only, whichever of two processes pairs it', () =>
      withStores(async ({ one, other }) => {
        await Promise.all([
          one.pairs.addPairs([pair('a', 'k1', 'u1'), pair('b', 'k1', 'u2')]),
          other.pairs.addPairs([pair('c', 'k2', 'u1'), pair('d', 'k1', 'k2')]),
        ])
        const seen = new Set<string>()
        for (const id of await next(one)) {
          const found = await one.pairs.findPair(id)
          for (const itemId of [found?.control.id ?? '', found?.probe.id ?? '']) {
            assert.ok(!seen.has(itemId), itemId)
            seen.add(itemId)
          }
        }
      }))

    test('pairs come in the order of their turns, and a showing moves one to its next', () =>
      withStores(async ({ one }) => {
        const later = { ...pair('b', 'k2', 'u2'), turn: 0.7 }
        await one.pairs.addPairs([pair('a', 'k1', 'u1'), later])
        assert.deepEqual(await next(one), ['a', 'b'])
        await one.pairs.moveOn([{ pairId: 'a', turn: 1.5 }])
        assert.deepEqual(await next(one), ['b', 'a'])
      }))

    test('a pair retires when it was shown as often as allowed, and its items with it', () =>
      withStores(async ({ one }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1')])
        const shown = { known: ['k1'], unknown: ['u1'], pairs: ['a'], caps }
        for (let n = 0; n < 9; n += 1) await one.pairs.moveOn([{ pairId: 'a', turn: n }])
        await answerShown(one.answers, shown)
        assert.deepEqual(await next(one), ['a'])
        await answerShown(one.answers, shown)
        assert.deepEqual([await next(one), await next(one, 'retired')], [[], ['a']])
        assert.equal((await one.items.find('u1'))?.stage, 'retired')
        assert.deepEqual(await spare(one, 'read'), ['a'])
        assert.deepEqual(await spare(one, 'repeated'), [])
      }))

    test('a pair that asks for an unknown item can be parted, first one that nobody has seen', () =>
      withStores(async ({ one }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1'), pair('b', 'k2', 'u2')])
        await one.pairs.moveOn([{ pairId: 'a', turn: 1 }])
        assert.deepEqual(await spare(one, 'asking'), ['b', 'a'])
        assert.deepEqual([await spare(one, 'read'), await spare(one, 'unseen')], [[], []])
      }))

    test('a pair of two known items that nobody has seen can be parted', () =>
      withStores(async ({ one }) => {
        await one.pairs.addPairs([{ ...pair('a', 'k1', 'k2'), probeRole: 'known' }])
        assert.deepEqual(await spare(one, 'unseen'), ['a'])
        await one.pairs.dissolve(['a'])
        assert.deepEqual(await looseIds(one, 'known'), ['k1', 'k2'])
        await one.pairs.addPairs([{ ...pair('b', 'k1', 'k2'), probeRole: 'known' }])
        await one.pairs.moveOn([{ pairId: 'b', turn: 1 }])
        assert.deepEqual(await spare(one, 'unseen'), [])
        await one.pairs.dissolve(['b'])
        assert.deepEqual(await one.pairs.looseItems({ ...all, role: 'known', isUnseen: true }), [])
      }))

    test('a pair with a member that left rotation, or decides no more, is not found', () =>
      withStores(async ({ one, other }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1'), pair('b', 'u2', 'k2')])
        await one.lifecycle.drop('main', { is: 'item', corpus: 'letters', id: 'u1' }, line)
        assert.equal(await other.pairs.findPair('a'), null)
        assert.equal(await other.pairs.findPair('b'), null)
      }))

    test('the partner of a deleted item is loose', () =>
      withStores(async ({ one }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1')])
        await one.lifecycle.forgetItems('main', 'letters', 1)
        assert.deepEqual(await next(one), [])
        assert.deepEqual(await looseIds(one, 'unknown'), ['u1', 'u2'])
      }))

    test('a network is shown the pairs of the slice that its point falls into', () =>
      withStores(async ({ one, other }) => {
        await one.pairs.setSlices('letters', 2)
        await one.pairs.addPairs([pair('a', 'k1', 'u1'), { ...pair('b', 'k2', 'u2'), slice: 1 }])
        assert.deepEqual(await next(other, 'open', 0.49), ['a'])
        assert.deepEqual(await next(other, 'open', 0.5), ['b'])
        assert.deepEqual(await other.pairs.slices('letters'), [
          { number: 0, pairs: 1, placed: 1, isOpen: true },
          { number: 1, pairs: 1, placed: 1, isOpen: true },
        ])
      }))

    test('a loose item remembers its slices, and one that comes into a slice again has only that', () =>
      withStores(async ({ one }) => {
        const slicesOf = async (wanted: string): Promise<readonly number[] | undefined> => {
          const loose = await one.pairs.looseItems({ ...all, role: 'known' })
          return loose.find(({ id }) => id === wanted)?.slices
        }
        assert.deepEqual(await slicesOf('k1'), [])
        for (const slice of [slicesMax - 1, 0]) {
          await one.pairs.addPairs([{ ...pair('a', 'k1', 'u1'), slice }])
          await one.pairs.dissolve(['a'])
        }
        assert.deepEqual(await slicesOf('k1'), [0, slicesMax - 1])
        await one.pairs.addPairs([pair('a', 'k1', 'u1')])
        await one.pairs.dissolve(['a'])
        assert.deepEqual(await slicesOf('k1'), [0])
      }))

    test('pairs are moved out of a closed slice, but not to where an item of theirs was before', () =>
      withStores(async ({ one }) => {
        await one.pairs.setSlices('letters', 3)
        await one.pairs.addPairs([{ ...pair('x', 'k1', 'u2'), slice: 1 }])
        await one.pairs.dissolve(['x'])
        const last = { slice: 2 } as const
        await one.pairs.addPairs([
          { ...pair('a', 'k1', 'u1'), ...last },
          { ...pair('b', 'k2', 'u2'), ...last },
        ])
        await one.pairs.setSlices('letters', 2)
        assert.deepEqual(await one.pairs.countSlices('main', 'letters'), [0, 0])
        const closed = { number: 2, pairs: 2, placed: 2, isOpen: false }
        assert.deepEqual((await one.pairs.slices('letters')).at(-1), closed)
        const move = { corpus: 'letters', from: 2, count: 5, turn: 7 }
        assert.equal(await one.pairs.moveToSlice({ ...move, to: 1 }), 0)
        assert.equal(await one.pairs.moveToSlice({ ...move, to: 0 }), 2)
        assert.deepEqual((await next(one)).toSorted(), ['a', 'b'])
        await one.pairs.setSlices('letters', 2)
        assert.equal((await one.pairs.slices('letters')).length, 2)
      }))

    test('texts are counted by the pairs that they decide', () =>
      withStores(async ({ one }) => {
        await one.pairs.addPairs([
          { ...pair('a', 'k1', 'u1'), text: 'the' },
          { ...pair('b', 'k2', 'u2'), text: 'the' },
        ])
        const the = { text: 'the', pairs: 2 }
        assert.deepEqual(await one.pairs.countTexts('letters', ['the', 'of']), [the])
        assert.deepEqual(await one.pairs.listTexts('main', 'letters', 10), [the])
        assert.deepEqual(await one.pairs.listTexts('other', 'letters', 10), [])
      }))

    test('items that no machine has read are listed until their score is kept', () =>
      withStores(async ({ one, other }) => {
        const list = async (): Promise<string[]> =>
          (await other.scores.listUnscored('main', 'letters', '', 10)).map(({ id }) => id)
        assert.deepEqual(await list(), ['k1', 'k2', 'u1', 'u2'])
        const [first] = await one.scores.listUnscored('main', 'letters', '', 1)
        assert.deepEqual(first, { id: 'k1', mediaId: 'picture of k1', label: 'word k1' })
        await one.scores.keepScores('main', [{ itemId: 'k1', machineScore: 0.25 }])
        assert.deepEqual(await list(), ['k2', 'u1', 'u2'])
        const loose = await one.pairs.looseItems({ ...all, role: 'known' })
        assert.equal(loose.find(({ id }) => id === 'k1')?.machineScore, 0.25)
      }))

    test('items are unlooked until their look is kept, or that they have none', () =>
      withStores(async ({ one, other }) => {
        const [first] = await one.pairs.unlookedItems('letters', 'known', 1)
        assert.equal(first?.mediaId, `picture of ${first?.id}`)
        const look = [0.25, -3, 1e-7, 123.456]
        await one.pairs.keepLooks([
          { id: 'k1', look },
          { id: 'k2', look: null },
          { id: 'u1', look },
        ])
        assert.deepEqual(await other.pairs.unlookedItems('letters', 'known', 9), [])
        assert.equal((await other.pairs.unlookedItems('letters', 'unknown', 9)).length, 1)
        const kept = [0.25, -3, 1e-7, 123.5]
        assert.deepEqual(await other.pairs.lookedItems('letters', 'known', 9), [
          { id: 'k1', look: kept },
        ])
        const loose = await other.pairs.looseItems({ ...all, role: 'known' })
        assert.deepEqual(loose.find(({ id }) => id === 'k1')?.look, kept)
        assert.equal(loose.find(({ id }) => id === 'k2')?.look, null)
        assert.equal(await one.pairs.addPairs([pair('a', 'k2', 'u2')]), 1)
        assert.deepEqual(await other.pairs.unlookedItems('letters', 'unknown', 9), [])
      }))

    test('pairs that ask are counted, and how many items wait for a look is kept', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.pairs.countAsking('letters', 9), 0)
        await one.pairs.addPairs([pair('a', 'k1', 'u1'), pair('b', 'k2', 'u2')])
        assert.equal(await other.pairs.countAsking('letters', 9), 2)
        assert.equal(await other.pairs.countAsking('letters', 1), 1)
        await one.pairs.keepUnlike('letters', 7)
        assert.equal(await other.pairs.countUnlike('main', 'letters'), 7)
        assert.equal(await other.pairs.countUnlike('other', 'letters'), 0)
      }))
  })
}
