import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { openSettling, type SettlingFixture } from '../../test/setup/settling.ts'
import { corpus } from '../store/suites/examples.contract.ts'
import type { Recall } from '../model/recall.ts'
import { settleCorpus } from './settle-corpus.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const unknown = 30

type Said = { canary?: string; given?: string; unknownItem?: string; network?: string }

/** A corpus whose ten known items may be asked as if they were unknown. */
async function openWatched(t: TestContext) {
  const fixture = await openSettling(t, unknown)
  const { store, context } = fixture
  let visits = 0
  /** Keeps what one visitor who passed said of a known item or of an unknown one. */
  const say = async ({ canary, given, unknownItem, network }: Said): Promise<void> => {
    visits += 1
    const common = {
      challengeId: `visit ${String(visits).padStart(6, '0')}`,
      corpus: corpus.name,
      keyword: null,
      verdict: 'pass' as const,
      networkHash: network ?? `network ${visits}`,
      elapsedMs: 4_000,
    }
    const facts = { contract: 'ocapi', sitekey: 's', kind: corpus.kind, known: [] } as const
    const itemId = canary ?? unknownItem ?? ''
    const right = canary === undefined ? `Wort ${itemId}` : ((await labelOf(canary)) ?? '')
    const label = { ...common, itemId, given: given ?? right, weight: 1, knownAsked: 1 }
    const atMs = context.clock()
    const shown = { known: [], unknown: [], pairs: [], caps: { known: 9, unknown: 9 } }
    const answer = { ...common, ...facts, answeredAtMs: atMs }
    await store.answers.keep(answer, [{ ...label, givenAtMs: atMs }], shown)
    fixture.moveClock(1_000)
  }
  const labelOf = async (id: string) => (await store.items.find(id))?.label ?? null
  const repeat = async (count: number, said: (n: number) => Said): Promise<void> => {
    for (let n = 0; n < count; n += 1) await say(said(n))
  }
  const settle = () => settleCorpus(corpus, context)
  const recalls = (): Promise<Recall[]> => store.recalls.list('main', corpus.name)
  return { ...fixture, repeat, settle, recalls }
}

type Watched = Awaited<ReturnType<typeof openWatched>>

const canaryOf = (n: number): string => `known-${n % 10}`

/** Honest visitors for some hours: each minute a canary that is read right. */
async function beHonest({ repeat, moveClock }: Watched, count: number): Promise<void> {
  await repeat(count, (n) => {
    moveClock(minuteMs)
    return { canary: canaryOf(n) }
  })
}

/** Visitors who lie about each of these unknown items three times, and about every canary that they meet. */
async function lie({ repeat }: Watched, items: number): Promise<void> {
  await repeat(items * 3, (n) => ({ unknownItem: `item-${n % items}`, given: 'gelogen' }))
  await repeat(10, (n) => ({ canary: canaryOf(n), given: 'gelogen' }))
}

async function acceptedOf({ store }: SettlingFixture): Promise<number> {
  return (await store.readings.count('main', corpus.name)).accepted
}

describe('an attack that canaries show', () => {
  test('stops acceptance in the turn that sees it, and says so', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    await watched.settle()
    watched.moveClock(hourMs)
    await lie(watched, 5)
    const { holds } = await watched.settle()
    assert.match(
      holds.join(),
      /^acceptance is stopped by the hold \w+: visitors who passed misread/,
    )
    assert.equal(await acceptedOf(watched), 0)
    const [hold] = await watched.recalls()
    assert.deepEqual([hold?.alarm, hold?.toMs, hold?.liftedAtMs], ['canaries', null, null])
    const [line] = await watched.store.secrets.listWholeAudit(1)
    assert.deepEqual([line?.actor, line?.action], ['service', 'corpus.hold'])
    assert.deepEqual((await watched.settle()).holds, [])
  })

  test('does not count its labels afterwards either, though acceptance goes on', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await lie(watched, 5)
    await watched.settle()
    watched.moveClock(hourMs)
    await beHonest(watched, 30)
    const { holds } = await watched.settle()
    assert.match(holds.join(), /^acceptance goes on/)
    await watched.repeat(15, (n) => ({ unknownItem: `item-${10 + (n % 5)}` }))
    await watched.settle()
    assert.equal(await acceptedOf(watched), 5)
    const lies = await watched.store.readings.find('main', 'item-0')
    assert.notEqual(lies?.state, 'accepted')
    assert.ok((await watched.recalls()).every(({ toMs }) => toMs !== null))
  })

  test('ends when a day has passed without a sign of it, if nobody reads canaries any more', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await lie(watched, 5)
    await watched.settle()
    watched.moveClock(23 * hourMs)
    assert.deepEqual((await watched.settle()).holds, [])
    watched.moveClock(2 * hourMs)
    assert.match((await watched.settle()).holds.join(), /^acceptance goes on/)
  })

  test('ends after a day at lower odds, so that honest visitors wait no longer', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await lie(watched, 5)
    await watched.settle()
    await beHonest(watched, 12)
    assert.deepEqual((await watched.settle()).holds, [])
    watched.moveClock(24 * hourMs)
    assert.match((await watched.settle()).holds.join(), /^acceptance goes on/)
  })

  // Four of ten canaries were misread in twelve hours, which was taken for the end of a wave after a day, and the
  // lies of the next days were accepted.
  test('does not end after a day while a third of the visitors lie', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await lie(watched, 5)
    await watched.settle()
    watched.moveClock(20 * hourMs)
    await watched.repeat(20, (n) => {
      watched.moveClock(20 * minuteMs)
      return { canary: canaryOf(n), ...(n % 3 === 1 ? { given: 'gelogen' } : {}) }
    })
    assert.deepEqual((await watched.settle()).holds, [])
  })

  // A wave that seemed to be over by day, when honest visitors are many, kept what it had won until the night.
  test('that is found again had not ended: what came between does not count', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await lie(watched, 5)
    await watched.settle()
    watched.moveClock(hourMs)
    await beHonest(watched, 60)
    await watched.settle()
    await watched.repeat(3, () => ({ unknownItem: 'item-9', given: 'gelogen' }))
    await beHonest(watched, 60)
    await watched.settle()
    assert.equal(await acceptedOf(watched), 1)
    await lie(watched, 5)
    await watched.settle()
    await watched.settle()
    assert.equal(await acceptedOf(watched), 0)
    const [first, second] = await watched.recalls()
    assert.equal(second?.fromMs, first?.toMs)
  })

  test('is believed to be none once a person has lifted the hold', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await lie(watched, 5)
    await watched.settle()
    const [hold] = await watched.recalls()
    assert.ok(hold)
    const line = {
      atMs: 1,
      organisation: 'main',
      actor: 'a',
      action: 'x',
      subject: 's',
      detail: '',
    }
    const atMs = watched.context.clock()
    await watched.store.recalls.lift('main', hold.id, { atMs, line })
    watched.moveClock(minuteMs)
    assert.deepEqual((await watched.settle()).holds, [])
    assert.equal(await acceptedOf(watched), 5)
  })
})

describe('a burst of networks', () => {
  const burst = (n: number): Said => ({ unknownItem: `item-${n % 20}` })

  test('has nothing accepted that only it says, until somebody else says the same', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    await watched.settle()
    watched.moveClock(hourMs)
    await watched.repeat(80, burst)
    const { holds } = await watched.settle()
    assert.match(holds.join(), /^acceptance is stopped by the hold \w+: \d+ networks came/)
    assert.equal(await acceptedOf(watched), 0)
    watched.moveClock(hourMs)
    assert.match((await watched.settle()).holds.join(), /the burst is over/)
    assert.equal(await acceptedOf(watched), 0)
    await watched.repeat(3, (n) => ({ unknownItem: `item-${n}` }))
    await watched.settle()
    assert.equal(await acceptedOf(watched), 3)
  })

  // Bursts that read canaries well were forgotten: 8 to 10 of 113 lies were accepted by people who knew the canaries.
  test('is not cleared by reading canaries well, which whoever has the texts of the archive does', async (t) => {
    const watched = await openWatched(t)
    await watched.repeat(80, burst)
    assert.equal((await watched.settle()).holds.length, 1)
    await watched.repeat(40, (n) => ({ canary: canaryOf(n) }))
    assert.deepEqual((await watched.settle()).holds, [])
    watched.moveClock(hourMs)
    assert.match((await watched.settle()).holds.join(), /the burst is over/)
    assert.equal(await acceptedOf(watched), 0)
  })

  // A class of a school is one network behind its router, and one voice.
  test('is none if all come from one network', async (t) => {
    const watched = await openWatched(t)
    await beHonest(watched, 60)
    watched.moveClock(hourMs)
    await watched.repeat(80, (n) => ({ ...burst(n), network: 'school' }))
    assert.deepEqual((await watched.settle()).holds, [])
  })
})
