import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Database } from '../../model/store.ts'
import type { Item } from '../../model/item.ts'
import { reportWave, type Report, type ReportEffect, type ReportRules } from '../../model/report.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import {
  answerKnown,
  corpus,
  draw,
  item,
  reportRules as rules,
  source,
} from './examples.contract.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
/** Networks from 1 to this have answered a known item rightly before anything happens. */
const goodNetworks = 60
const line = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.review',
  subject: 'letters',
  detail: '',
}

/** A report of item `a` by a network of its own that has a good record, with optional changes. */
function report(n: number, change: Partial<Report> = {}): Report {
  return {
    challengeId: `challenge ${n}`,
    itemId: 'a',
    corpus: 'letters',
    reason: 'unreadable',
    networkHash: `network ${n}`,
    day: 7,
    reportedAtMs: 20 * minuteMs,
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
      const [known] = items
      if (known) await answerWell(stores.one, known.id)
      await use(stores)
    })
  const answerWell = async ({ answers }: Database, itemId: string): Promise<void> => {
    for (let n = 1; n <= goodNetworks; n += 1)
      await answerKnown(answers, `network ${n}`, { itemId })
  }
  const keepEach = async (
    { reports }: Database,
    all: readonly Report[],
    by: ReportRules = rules,
  ): Promise<ReportEffect[]> => {
    const effects: ReportEffect[] = []
    for (const one of all) effects.push(await reports.keepReport(one, by))
    return effects
  }
  const keepAll = async (
    database: Database,
    all: readonly Report[],
    by: ReportRules = rules,
  ): Promise<boolean[]> => (await keepEach(database, all, by)).map(({ hasLeft }) => hasLeft)
  const drawnIds = async ({ exposures }: Database): Promise<string[]> =>
    (await drawItems(exposures, draw)).map(({ id }) => id)

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
        await one.pairs.addPairs([
          { ...pair, probeRole: 'known', stage: 'open', slice: 0, text: 'word', turn: 0 },
        ])
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

    // Two networks that had answered nothing made a reading unreadable, and nobody was asked for it again.
    test('only reports of networks with a good record say that an item cannot be read', () =>
      withItems([item('a')], async ({ one }) => {
        const count = async (): Promise<number | undefined> => {
          const [evidence] = await one.readings.evidenceOf('main', ['a'], 8 * dayMs)
          return evidence?.unreadableNetworks
        }
        const strangers = [1, 2, 3].map((n) => report(goodNetworks + n))
        await keepAll(one, strangers)
        assert.equal(await count(), 0)
        await keepAll(one, [report(1), report(2)])
        assert.equal(await count(), 2)
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
        assert.deepEqual(await keepAll(one, [report(1)]), [false])
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

    test('a report of a network without answers, or with wrong ones, counts for less', () =>
      withItems([item('a')], async ({ one }) => {
        for (let atMs = 1; atMs < 3; atMs += 1)
          await answerKnown(one.answers, 'poor', { isRight: false, atMs })
        const inappropriate = { reason: 'inappropriate' } as const
        const by = (networkHash: string, n: number): Report =>
          report(n, { ...inappropriate, networkHash })
        const fresh = Array.from({ length: 8 }, (_, n) => by(`fresh ${n}`, 100 + n))
        // 0.2 and 8 × 0.1 are one voice; with that of a good network it is two.
        assert.ok(!(await keepAll(one, [by('poor', 99), ...fresh])).includes(true))
        assert.deepEqual(await keepAll(one, [report(1, inappropriate)]), [true])
      }))

    // Who reports at the first challenge of the day was a stranger, however well they read the next one.
    test('a network that answers well after its report gets its full weight then', () =>
      withItems([item('a')], async ({ one, other }) => {
        const late = report(90, { reason: 'inappropriate', networkHash: 'late' })
        assert.deepEqual(await keepAll(one, [report(1, { reason: 'inappropriate' }), late]), [
          false,
          false,
        ])
        const again = { networkHash: 'late', day: 7, nowMs: 21 * minuteMs }
        assert.equal(await other.reports.weighAgain(again, rules), 0)
        await answerKnown(one.answers, 'late', { atMs: 21 * minuteMs })
        assert.equal(await other.reports.weighAgain(again, rules), 1)
        assert.equal((await one.items.find('a'))?.stage, 'reported')
        assert.equal(await other.reports.weighAgain(again, rules), 0)
      }))

    const ofEach = (ids: readonly string[], first = 1): Report[] =>
      ids.flatMap((itemId, n) =>
        [0, 1].map((k) => report(first + 2 * n + k, { itemId, reason: 'inappropriate' })),
      )
    const ids = Array.from({ length: 20 }, (_, n) => `i${String(n).padStart(2, '0')}`)

    // 721 requests took all known items of a corpus out, and every visitor got no_items.
    test('reports take out no more than their share of a role, and list the others', () =>
      withItems(
        [...ids.map((id) => item(id)), item('u', { status: 'unknown', label: null })],
        async ({ one, other }) => {
          const floored = { ...rules, sharePercentMax: 10 }
          const left = await keepAll(one, ofEach(ids.slice(0, 5)), floored)
          assert.equal(left.filter(Boolean).length, 2)
          assert.equal(await other.reports.countReported('main', 'letters'), 2)
          const shown = await other.reports.listShown('main', 'letters', 10)
          assert.deepEqual(
            shown.map(({ item: { id, stage }, counts }) => [id, stage, counts.inappropriate]),
            ['i02', 'i03', 'i04'].map((id) => [id, 'open', 2]),
          )
          assert.deepEqual(await other.reports.listShown('main', 'letters', 1), shown.slice(0, 1))
          // The floor of the only unknown item is its own.
          assert.deepEqual(await keepAll(one, ofEach(['u'], 31), floored), [false, false])
          // Once those that wait are decided about, another may leave.
          for (const id of ['i00', 'i01']) await one.reports.reviewItem('main', id, 'drop', line)
          assert.deepEqual(await keepAll(one, ofEach(['i02'], 41), floored), [true, false])
        },
      ))

    test('retired items count as shown only where they are shown again', () =>
      withItems(
        ids.map((id, n) => item(id, { stage: n < 5 ? 'open' : 'retired' })),
        async ({ one }) => {
          const floored = { ...rules, sharePercentMax: 10 }
          const some = ofEach(['i00'])
          assert.deepEqual(await keepAll(one, some, { ...floored, reusesRetired: false }), [
            false,
            false,
          ])
          assert.deepEqual(await keepAll(one, ofEach(['i00'], 11), floored), [true, false])
        },
      ))

    test('reports leave enough known pictures of each class of a corpus that is asked by class', () =>
      withStores(async ({ one }) => {
        await one.corpora.add({ ...corpus, kind: 'classification', supply: 'queued' })
        const pictures = ids.map((id, n) => item(id, { label: n < 7 ? 'pears' : 'plums' }))
        await one.sources.add('main', source, pictures)
        await answerWell(one, 'i00')
        await keepAll(one, ofEach(['i00', 'i01', 'i07', 'i08']))
        const waiting = await one.reports.listReported('main', 'letters', '', 9)
        assert.deepEqual(
          waiting.map(({ item: { id } }) => id),
          ['i00', 'i07', 'i08'],
        )
      }))

    test('a dropped item that was still shown leaves its pair, and a kept one stays in it', () =>
      withItems([item('a'), item('b')], async ({ one }) => {
        const pair = { id: 'ab', corpus: 'letters', controlId: 'a', probeId: 'b' } as const
        await one.pairs.addPairs([
          { ...pair, probeRole: 'known', stage: 'open', slice: 0, text: 'word', turn: 0 },
        ])
        const some = [report(1), report(2)]
        await keepAll(one, some)
        assert.equal(await one.reports.reviewItem('main', 'a', 'keep', line), true)
        assert.deepEqual(await one.reports.listShown('main', 'letters', 9), [])
        assert.ok(await one.pairs.findPair('ab'))
        await keepAll(one, [report(3), report(4)])
        assert.equal(await one.reports.reviewItem('main', 'a', 'drop', line), true)
        assert.equal(await one.pairs.findPair('ab'), null)
        assert.equal((await one.secrets.listWholeAudit(10)).length, 2)
      }))

    /** As many reports as make a wave, each by a network without a record. */
    const wave = (atMs: number, itemId = 'i19'): Report[] =>
      Array.from({ length: reportWave.reportsMin + 5 }, (_, n) =>
        report(1_000 + n, {
          challengeId: `wave at ${atMs} ${n}`,
          networkHash: `stranger ${n}`,
          itemId,
          reportedAtMs: atMs,
        }),
      )
    const hour = 60 * minuteMs

    test('many reports within minutes are a wave, which is said once', () =>
      withItems(
        ids.map((id) => item(id)),
        async ({ one, other }) => {
          assert.equal(await one.reports.findWave('main', 'letters'), null)
          const effects = await keepEach(one, wave(hour))
          const begins = effects.map(({ beginsWave }) => beginsWave)
          assert.deepEqual(
            begins.flatMap((isFirst, n) => (isFirst ? [n + 1] : [])),
            [reportWave.reportsMin],
          )
          const found = { fromMs: hour, toMs: hour, reports: 6 }
          assert.deepEqual(await other.reports.findWave('main', 'letters'), found)
          // The same report again begins nothing.
          const [first] = await keepEach(one, wave(hour))
          assert.deepEqual(first, { hasLeft: false, beginsWave: false })
        },
      ))

    test('while a wave lasts, only networks with an earlier good record take items out, and a few', () =>
      withItems(
        ids.map((id) => item(id)),
        async ({ one }) => {
          await keepAll(one, wave(hour))
          const at = { reason: 'inappropriate', reportedAtMs: hour + minuteMs } as const
          const late = ['late 1', 'late 2', 'late 3']
          for (const network of late)
            await answerKnown(one.answers, network, { itemId: 'i00', atMs: hour })
          const reports = late.map((networkHash, n) =>
            report(70 + n, { ...at, networkHash, itemId: 'i00' }),
          )
          assert.deepEqual(await keepAll(one, reports), [false, false, false])
          const earlier = ids
            .slice(1, 6)
            .flatMap((itemId, n) => [0, 1].map((k) => report(1 + 2 * n + k, { ...at, itemId })))
          const left = (await keepAll(one, earlier)).filter(Boolean)
          assert.equal(left.length, reportWave.leavesMax)
          // After the wave all is as before.
          const after = { ...at, reportedAtMs: 2 * hour }
          const last = [21, 22].map((n) => report(n, { ...after, itemId: 'i07' }))
          assert.deepEqual(await keepAll(one, last), [false, true])
        },
      ))

    test('what a corpus usually has is no wave', () =>
      withItems(
        ids.map((id) => item(id)),
        async ({ one, insertRow }) => {
          const said = { item_id: 'i00', corpus: 'letters', reason: 'unreadable', day: 7 }
          const facts = {
            ...said,
            network_hash: 'one',
            reported_at_ms: hour,
            weight: 0,
            in_wave: 0,
          }
          for (let n = 0; n < 1_300; n += 1)
            await insertRow('reports', { ...facts, challenge_id: `usual ${n}` })
          const effects = await keepEach(one, wave(20 * hour))
          assert.ok(!effects.some(({ beginsWave }) => beginsWave))
        },
      ))

    test('the reports of a period are undone with one line, and once', () =>
      withItems(
        ids.map((id) => item(id)),
        async ({ one, other, moveClock }) => {
          const before = [1, 2].map((n) =>
            report(n, { reason: 'inappropriate', itemId: 'i00', reportedAtMs: minuteMs }),
          )
          await keepAll(one, before)
          await keepAll(one, ofEach(['i01', 'i02'], 11))
          await keepAll(one, wave(hour))
          moveClock(2 * hour)
          const period = { fromMs: 15 * minuteMs, toMs: 2 * hour }
          const undone = await other.reports.undo('main', 'letters', period, line)
          assert.deepEqual(undone.ids.toSorted(), ['i01', 'i02'])
          assert.equal(undone.reports, 4 + reportWave.reportsMin + 5)
          const stages = await Promise.all(
            ['i00', 'i01', 'i02'].map(async (id) => (await one.items.find(id))?.stage),
          )
          assert.deepEqual(stages, ['reported', 'open', 'open'])
          assert.equal(await one.reports.findWave('main', 'letters'), null)
          assert.deepEqual(await one.reports.listShown('main', 'letters', 9), [])
          const again = await one.reports.undo('main', 'letters', period, line)
          assert.deepEqual(again, { ids: [], reports: 0 })
          assert.equal((await one.secrets.listWholeAudit(10)).length, 1)
        },
      ))
  })
}
