import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { AuditLine } from '../../model/audit.ts'
import type { Pair } from '../../model/pair.ts'
import type { Database } from '../../model/store.ts'
import {
  answerKnown,
  answerShown,
  corpus,
  draw,
  item,
  reportRules,
  source,
  openSite,
} from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const line: AuditLine = {
  atMs: 1,
  organisation: 'main',
  actor: 'test',
  action: 'a',
  subject: 's',
  detail: '',
}
const unknown = { status: 'unknown', label: null } as const
const writes = 40

function pairOf(n: number, controlId: string, probeId: string): Pair {
  const role = { probeRole: 'unknown', stage: 'open' } as const
  return {
    id: `pair ${n}`,
    corpus: 'letters',
    controlId,
    probeId,
    ...role,
    slice: 0,
    text: 'word',
    turn: n,
  }
}

/** What every engine must do where two processes write at once; `open` gives two openings of a fresh store. */
export function testConcurrentWrites(
  engine: string,
  open: () => Promise<TwoStores<Database>>,
): void {
  const withItems = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      const known = Array.from({ length: 5 }, (_, n) => item(`k${n}`))
      const unread = Array.from({ length: 5 }, (_, n) => item(`u${n}`, unknown))
      await stores.one.sources.add('main', source, [...known, ...unread])
      await use(stores)
    })
  const atOnce = <Result>(
    { one, other }: TwoStores<Database>,
    write: (database: Database, n: number) => Promise<Result>,
  ): Promise<Result[]> =>
    Promise.all(Array.from({ length: writes }, (_, n) => write(n % 2 ? one : other, n)))

  describe(`two writers at once in ${engine}`, () => {
    test('put no item in two pairs', () =>
      withItems(async (stores) => {
        // Ten items in a ring, each wanted by many: as a control here, as a probe there.
        const ids = [0, 1, 2, 3, 4].flatMap((n) => [`k${n}`, `u${n}`])
        const added = await atOnce(stores, ({ pairs }, n) =>
          pairs.addPairs([pairOf(n, ids[n % 10] ?? '', ids[(n * 3 + 1) % 10] ?? '')]),
        )
        const drawn = await stores.one.pairs.nextPairs({
          corpus: 'letters',
          slicePoint: 0,
          stage: 'open',
          limit: writes,
        })
        const paired = drawn.flatMap(({ controlId, probeId }) => [controlId, probeId])
        assert.equal(new Set(paired).size, paired.length)
        assert.equal(added.filter((count) => count === 1).length, drawn.length)
        assert.ok(drawn.length > 0)
      }))

    test('number the changes of a reading one after another', () =>
      withItems(async (stores) => {
        const event = { itemId: 'u0', corpus: 'letters', state: 'open', text: 'x' } as const
        const was = { confidence: 0.5, wasState: null, wasText: null, cause: 'labels' } as const
        const settled = { corpus: 'letters', untilMs: 1, labelsSinceFit: 0 }
        await atOnce(stores, ({ readings }, atMs) =>
          readings.keep(
            [{ itemId: 'u0', reading: null, event: { ...event, ...was, atMs } }],
            settled,
          ),
        )
        const times = (await stores.one.readings.history('main', 'u0', 100)).map(({ atMs }) => atMs)
        assert.deepEqual(
          times.toSorted((a, b) => a - b),
          Array.from({ length: writes }, (_, n) => n),
        )
      }))

    test('keep every decision of the archive with its line', () =>
      withItems(async (stores) => {
        const decision = { itemId: 'u0', corpus: 'letters', decision: 'accept', text: 'x' } as const
        await atOnce(stores, ({ readings }, decidedAtMs) =>
          readings.decide('main', { ...decision, decidedAtMs }, line),
        )
        assert.equal((await stores.one.secrets.listAudit('main', 100)).length, writes)
      }))

    test('take a reported item out of rotation once, with the report that completes their number', () =>
      withItems(async (stores) => {
        const reportersMax = { unreadable: writes / 2, inappropriate: 2 }
        const rules = { ...reportRules, reportersMax }
        for (let n = 0; n < writes; n += 1)
          await answerKnown(stores.one.answers, `network ${n}`, { itemId: 'k1' })
        const left = await atOnce(stores, ({ reports }, n) =>
          reports.keepReport(
            {
              challengeId: `c${n}`,
              itemId: 'k0',
              corpus: 'letters',
              reason: 'unreadable',
              networkHash: `network ${n}`,
              day: 1,
              reportedAtMs: 1,
            },
            rules,
          ),
        )
        assert.equal(left.filter(({ hasLeft }) => hasLeft).length, 1)
        const [reported] = await stores.one.reports.listReported('main', 'letters', '', 9)
        assert.equal(reported?.counts.unreadable, writes)
      }))

    test('keep no more reports of a network than it may give in a day', () =>
      withItems(async (stores) => {
        const reportersMax = { unreadable: 9, inappropriate: 1 }
        const rules = { ...reportRules, reportersMax, perDayMax: 2 }
        await answerKnown(stores.one.answers, 'one network', { itemId: 'k1' })
        const left = await atOnce(stores, ({ reports }, n) =>
          reports.keepReport(
            {
              challengeId: `c${n}`,
              itemId: `k${n % 5}`,
              corpus: 'letters',
              reason: 'inappropriate',
              networkHash: 'one network',
              day: 1,
              reportedAtMs: 1,
            },
            rules,
          ),
        )
        assert.ok(left.filter(({ hasLeft }) => hasLeft).length <= rules.perDayMax)
        assert.ok((await stores.one.reports.countReported('main', 'letters')) <= rules.perDayMax)
      }))

    test('count every showing', () =>
      withItems(async (stores) => {
        const caps = { known: writes, unknown: writes }
        await atOnce(stores, ({ answers }) => answerShown(answers, { known: ['k0'], caps }))
        assert.equal((await stores.one.items.find('k0'))?.stage, 'retired')
        assert.equal((await drawItems(stores.one.exposures, draw)).length, 4)
      }))

    test('add a site once, with one secret and one line', () =>
      withItems(async (stores) => {
        const site = { ...openSite, sitekey: 's' }
        const secret = { name: 's', organisation: 'main', sitekeys: ['s'], createdAtMs: 0 }
        const isNew = await atOnce(stores, ({ sites }, n) => {
          const own = { ...secret, id: `${n}`, sha256: `${n}`, expiresAtMs: null }
          return sites.add(site, { secret: own, line })
        })
        assert.equal(isNew.filter(Boolean).length, 1)
        assert.equal((await stores.one.secrets.list('main')).length, 1)
        assert.equal((await stores.one.secrets.listAudit('main', 9)).length, 1)
      }))

    test('give a challenge a variant for each of its pictures, or none', () =>
      withItems(async (stores) => {
        const ready = ['k0', 'k1', 'k2', 'k3', 'k4'].flatMap((itemId) =>
          Array.from({ length: 4 }, (_, n) => ({ itemId, bytes: Buffer.from(`${itemId} ${n}`) })),
        )
        await stores.one.variants.add(ready, 9)
        const given = await atOnce(stores, async ({ variants }, n) => {
          const pictures = [0, 1, 2].map((of) => ({
            itemId: `k${(n + of) % 5}`,
            imageId: `${n} ${of}`,
          }))
          await variants.give(pictures)
          const found = await variants.findAll(pictures.map(({ imageId }) => imageId))
          return found.filter((bytes) => bytes !== null).length
        })
        assert.deepEqual(
          [...new Set(given)].toSorted((a, b) => a - b),
          [0, 3],
        )
      }))
  })
}
