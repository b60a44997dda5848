import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { Item } from '../../model/item.ts'
import type { Report, ReportRules } from '../../model/report.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus, draw, item, source } from './examples.contract.ts'

const rules: ReportRules = { reportersMax: { unreadable: 3, inappropriate: 2 }, perDayMax: 5 }
const line = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.review',
  subject: 'letters',
  detail: '',
}

/** A report of item `a` by a network of its own, with optional changes. */
function report(n: number, change: Partial<Report> = {}): Report {
  return {
    challengeId: `challenge ${n}`,
    itemId: 'a',
    corpus: 'letters',
    reason: 'unreadable',
    networkHash: `network ${n}`,
    day: 7,
    ...change,
  }
}

/** What every engine that keeps reports must do; `open` gives two openings of a fresh store. */
export function testReports(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const withItems = (items: readonly Item[], use: (stores: TwoStores<Database>) => Promise<void>) =>
    withStores(async (stores) => {
      await stores.one.corpora.add(corpus)
      await stores.one.sources.add('main', source, items)
      await use(stores)
    })
  const keepAll = async ({ reports }: Database, all: readonly Report[]): Promise<boolean[]> => {
    const left: boolean[] = []
    for (const one of all) left.push(await reports.keepReport(one, rules))
    return left
  }
  const drawnIds = async ({ exposures }: Database): Promise<string[]> =>
    (await exposures.draw(draw)).map(({ id }) => id)

  describe(`reports in ${engine}`, () => {
    test('an item leaves rotation with the report of the third network, in every process', () =>
      withItems([item('a'), item('b')], async ({ one, other }) => {
        assert.deepEqual(await keepAll(one, [report(1), report(2)]), [false, false])
        assert.equal((await drawnIds(one)).length, 2)
        assert.deepEqual(await keepAll(other, [report(3), report(4)]), [true, false])
        assert.deepEqual(await drawnIds(one), ['b'])
        assert.equal((await one.items.find('a'))?.stage, 'reported')
        assert.equal(await one.reports.countReported('main', 'letters'), 1)
        assert.equal((await one.corpora.count('main', 'letters')).reported, 1)
      }))

    test('an item that leaves rotation leaves its pair, whose other item is free', () =>
      withItems([item('a'), item('b')], async ({ one }) => {
        const pair = { id: 'ab', corpus: 'letters', controlId: 'a', probeId: 'b' } as const
        await one.pairs.addPairs([{ ...pair, probeRole: 'known', stage: 'open', turn: 0 }])
        assert.equal(await one.pairs.countLoose('letters', 'known', 9), 0)
        await keepAll(one, [report(1), report(2), report(3)])
        assert.equal(await one.pairs.findPair('ab'), null)
        assert.equal(await one.pairs.countLoose('letters', 'known', 9), 1)
      }))

    test('an item that two networks call inappropriate leaves; reasons are counted apart', () =>
      withItems([item('a')], async ({ one }) => {
        const mixed = [report(1), report(2), report(3, { reason: 'inappropriate' })]
        assert.deepEqual(await keepAll(one, mixed), [false, false, false])
        assert.deepEqual(await keepAll(one, [report(4, { reason: 'inappropriate' })]), [true])
        const [waiting] = await one.reports.listReported('main', 'letters', '', 10)
        assert.deepEqual(waiting?.counts, { unreadable: 2, inappropriate: 2 })
        assert.equal(waiting?.origin, source.origin)
        assert.deepEqual(waiting?.item, item('a', { stage: 'reported' }))
        assert.deepEqual(await one.reports.listReported('main', 'letters', 'a', 10), [])
      }))

    test('one network counts once for an item, and one challenge once, whatever it says', () =>
      withItems([item('a')], async ({ one, other }) => {
        const same = [1, 2, 3, 4].map((n) => report(n, { networkHash: 'network 1' }))
        assert.deepEqual(await keepAll(one, same), [false, false, false, false])
        const again = [2, 3].map((n) => report(1, { networkHash: `network ${n}` }))
        assert.deepEqual(await keepAll(other, again), [false, false])
      }))

    test('a network that has reported as often as it may is not heard that day', () =>
      withItems([item('a'), ...[1, 2, 3, 4, 5].map((n) => item(`b${n}`))], async ({ one }) => {
        const busy = [1, 2, 3, 4, 5].map((n) =>
          report(10 + n, { itemId: `b${n}`, networkHash: 'network 1' }),
        )
        await keepAll(one, [...busy, report(1), report(2)])
        assert.deepEqual(await keepAll(one, [report(3)]), [false])
        assert.deepEqual(await keepAll(one, [report(16, { networkHash: 'network 1', day: 8 })]), [
          true,
        ])
      }))

    test('a report of an item that is not there changes nothing', () =>
      withItems([], async ({ one }) => {
        assert.equal(await one.reports.keepReport(report(1), rules), false)
      }))

    test('a kept item is shown again, and its reports start again from zero', () =>
      withItems([item('a')], async ({ one, other }) => {
        await keepAll(one, [report(1), report(2), report(3)])
        assert.equal(await other.reports.reviewItem('main', 'a', 'keep', line), true)
        assert.deepEqual(await drawnIds(one), ['a'])
        assert.deepEqual(await keepAll(one, [report(4), report(5)]), [false, false])
        assert.deepEqual(await keepAll(one, [report(6)]), [true])
        const [waiting] = await one.reports.listReported('main', 'letters', '', 10)
        assert.equal(waiting?.counts.unreadable, 3)
      }))

    test('a dropped item is never shown again, not even by an import that corrects it', () =>
      withItems([item('a')], async ({ one, other }) => {
        await keepAll(one, [report(1), report(2), report(3)])
        assert.equal(await other.reports.reviewItem('main', 'a', 'drop', line), true)
        await one.sources.add('main', source, [item('a', { label: 'corrected' })])
        assert.deepEqual(await drawnIds(one), [])
        assert.deepEqual(await one.items.find('a'), item('a', { stage: 'dropped' }))
        assert.deepEqual(await keepAll(one, [report(4), report(5), report(6)]), [
          false,
          false,
          false,
        ])
      }))

    test('an item that does not wait is not reviewed, and no line is written', () =>
      withItems([item('a')], async ({ one }) => {
        assert.equal(await one.reports.reviewItem('main', 'a', 'drop', line), false)
        assert.equal(await one.reports.reviewItem('main', 'nowhere', 'keep', line), false)
        assert.deepEqual(await one.secrets.listWholeAudit(10), [])
        assert.deepEqual(await drawnIds(one), ['a'])
      }))
  })
}
