import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Couple, Couples } from '../model/couple.ts'
import type { Lifecycle } from '../model/lifecycle.ts'
import type { Scores } from '../model/score.ts'
import type { Records } from '../model/stores.ts'
import { lendKeepers, type TwoKeepers } from './keepers.contract.ts'
import { corpus, item, source } from './records.contract.ts'

/** What couples are kept beside. */
type Keeper = {
  couples: Couples
  scores: Scores
  records: Records
  lifecycle: Lifecycle
}

const couple = (id: string, deciderId: string, otherId: string): Couple => ({
  id,
  corpus: 'letters',
  deciderId,
  otherId,
  otherRole: 'unknown',
  stage: 'open',
  turn: 0.5,
})

const caps = { known: 2, unknown: 2 }
const all = { corpus: 'letters', stage: 'open', isUnseen: false, from: 0.5, limit: 10 } as const
const line = { atMs: 0, organisation: 'main', action: 'drop', subject: 'x', detail: '' }

/** What every engine that keeps couples must do; `open` gives a fresh keeper. */
export const testCouples = (engine: string, open: () => Promise<TwoKeepers<Keeper>>): void => {
  const withKeepers = (use: (keepers: TwoKeepers<Keeper>) => Promise<void>): Promise<void> =>
    lendKeepers(open)(async (keepers) => {
      const unknown = { status: 'unknown', label: null } as const
      await keepers.one.records.addCorpus(corpus)
      await keepers.one.records.addSource(source, [
        item('k1'),
        item('k2'),
        item('u1', unknown),
        item('u2', unknown),
      ])
      await use(keepers)
    })
  const next = async ({ couples }: Keeper, stage: 'open' | 'retired' = 'open'): Promise<string[]> =>
    (await couples.nextCouples('letters', stage, 10)).map(({ id }) => id)
  const looseIds = async ({ couples }: Keeper, role: 'known' | 'unknown'): Promise<string[]> =>
    (await couples.looseItems({ ...all, role })).map(({ id }) => id).toSorted()

  describe(`couples in ${engine}`, () => {
    test('a couple is found with both of its items, and these are loose no more', () =>
      withKeepers(async ({ one, other }) => {
        assert.equal(await one.couples.addCouples([couple('a', 'k1', 'u1')]), 1)
        const found = await other.couples.findCouple('a')
        assert.deepEqual([found?.decider.id, found?.other.id], ['k1', 'u1'])
        assert.equal(found?.decider.credit, 'An archive')
        assert.deepEqual(await looseIds(other, 'known'), ['k2'])
        assert.deepEqual(await looseIds(other, 'unknown'), ['u2'])
        assert.equal(await one.couples.countLoose('letters', 'unknown', 10), 1)
        assert.equal(await one.couples.findCouple('b'), null)
      }))

    test('an item is in one couple only, whichever of two processes couples it', () =>
      withKeepers(async ({ one, other }) => {
        await Promise.all([
          one.couples.addCouples([couple('a', 'k1', 'u1'), couple('b', 'k1', 'u2')]),
          other.couples.addCouples([couple('c', 'k2', 'u1'), couple('d', 'k1', 'k2')]),
        ])
        const seen = new Set<string>()
        for (const id of await next(one)) {
          const found = await one.couples.findCouple(id)
          for (const itemId of [found?.decider.id ?? '', found?.other.id ?? '']) {
            assert.ok(!seen.has(itemId), itemId)
            seen.add(itemId)
          }
        }
      }))

    test('couples come in the order of their turns, and a showing moves one to its next', () =>
      withKeepers(async ({ one }) => {
        const later = { ...couple('b', 'k2', 'u2'), turn: 0.7 }
        await one.couples.addCouples([couple('a', 'k1', 'u1'), later])
        assert.deepEqual(await next(one), ['a', 'b'])
        const showing = { coupleId: 'a', deciderId: 'k1', otherId: 'u1', turn: 1.5 }
        await one.couples.countShowings([showing], caps)
        assert.deepEqual(await next(one), ['b', 'a'])
      }))

    test('a couple retires when it was shown as often as allowed, and its items with it', () =>
      withKeepers(async ({ one }) => {
        await one.couples.addCouples([couple('a', 'k1', 'u1')])
        const showing = { coupleId: 'a', deciderId: 'k1', otherId: 'u1', turn: 1.5 }
        await one.couples.countShowings([showing], caps)
        await one.couples.countShowings([showing], caps)
        assert.deepEqual([await next(one), await next(one, 'retired')], [[], ['a']])
        assert.equal((await one.records.findItem('u1'))?.stage, 'retired')
        assert.deepEqual(await one.couples.spareCouples('letters', 'read', 10), ['a'])
        assert.deepEqual(await one.couples.spareCouples('letters', 'repeated', 10), [])
      }))

    test('a couple of two known items that was never shown can be parted', () =>
      withKeepers(async ({ one }) => {
        await one.couples.addCouples([{ ...couple('a', 'k1', 'k2'), otherRole: 'known' }])
        assert.deepEqual(await one.couples.spareCouples('letters', 'unshown', 10), ['a'])
        await one.couples.dissolve(['a'])
        assert.deepEqual(await looseIds(one, 'known'), ['k1', 'k2'])
      }))

    test('a couple with a member that left rotation, or decides no more, is not found', () =>
      withKeepers(async ({ one, other }) => {
        await one.couples.addCouples([couple('a', 'k1', 'u1'), couple('b', 'u2', 'k2')])
        await one.lifecycle.drop({ is: 'item', corpus: 'letters', id: 'u1' }, line)
        assert.equal(await other.couples.findCouple('a'), null)
        assert.equal(await other.couples.findCouple('b'), null)
      }))

    test('the partner of an item that is forgotten is loose', () =>
      withKeepers(async ({ one }) => {
        await one.couples.addCouples([couple('a', 'k1', 'u1')])
        await one.lifecycle.forgetItems('letters', 1)
        assert.deepEqual(await next(one), [])
        assert.deepEqual(await looseIds(one, 'unknown'), ['u1', 'u2'])
      }))

    test('items that no machine has read are listed until their score is kept', () =>
      withKeepers(async ({ one, other }) => {
        const list = async (): Promise<string[]> =>
          (await other.scores.listUnscored('letters', '', 10)).map(({ id }) => id)
        assert.deepEqual(await list(), ['k1', 'k2', 'u1', 'u2'])
        const [first] = await one.scores.listUnscored('letters', '', 1)
        assert.deepEqual(first, { id: 'k1', pictureId: 'picture of k1', label: 'word k1' })
        await one.scores.keepScores([{ itemId: 'k1', machineScore: 0.25 }])
        assert.deepEqual(await list(), ['k2', 'u1', 'u2'])
        const loose = await one.couples.looseItems({ ...all, role: 'known' })
        assert.equal(loose.find(({ id }) => id === 'k1')?.machineScore, 0.25)
      }))
  })
}
