import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Database } from '../../model/store.ts'
import type { Answer, Label } from '../../model/answer.ts'
import type { ItemStatus } from '../../model/item.ts'
import type { EventMark, PoolMove } from '../../model/pool.ts'
import type { Reading } from '../../model/reading.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus, draw, item, source } from './examples.contract.ts'

const line = {
  atMs: 7,
  organisation: 'main',
  actor: 'test',
  action: 'pool.x',
  subject: 'letters',
  detail: '',
}
const noMark: EventMark = { atMs: 0, itemId: '', number: 0 }
function move(itemId: string, to: ItemStatus, label: string | null): PoolMove {
  return {
    itemId,
    to,
    label,
    atMs: 7,
  }
}
function pair(id: string, controlId: string, probeId: string) {
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
  } as const
}

function reading(itemId: string, change: Partial<Reading> = {}): Reading {
  return {
    itemId,
    corpus: 'letters',
    text: 'Monat',
    state: 'accepted',
    confidence: 0.99,
    rawConfidence: 0.99,
    answers: 3,
    networks: 3,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 1,
    lastAnswerAtMs: 2,
    engine: 'test',
    ...change,
  }
}

const answer: Answer = {
  challengeId: 'challenge',
  contract: 'ocapi',
  sitekey: 'site',
  corpus: 'letters',
  kind: 'transcription',
  keyword: null,
  verdict: 'fail',
  known: [{ itemId: 'k1', given: 'x', isRight: false }],
  networkHash: 'network',
  elapsedMs: 1,
  answeredAtMs: 1,
}

const label: Label = {
  itemId: 'u1',
  challengeId: 'challenge',
  corpus: 'letters',
  given: 'Monat',
  keyword: null,
  weight: 0,
  knownAsked: 1,
  verdict: 'fail',
  networkHash: 'network',
  elapsedMs: 1,
  givenAtMs: 1,
}

/** What every engine that keeps the pool must do; `open` gives a fresh store. */
export function testPool(engine: string, open: () => Promise<TwoStores<Database>>): void {
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
  const look = async ({ items }: Database, id: string): Promise<unknown[]> => {
    const found = await items.find(id)
    return [found?.status, found?.label, found?.stage]
  }
  const loose = async ({ pairs }: Database, role: 'known' | 'unknown'): Promise<string[]> => {
    const draws = { corpus: 'letters', role, stage: 'open', isUnseen: false } as const
    const found = await pairs.looseItems({ ...draws, from: 0, limit: 10 })
    return found.map(({ id }) => id).toSorted()
  }
  const keepReading = (
    { readings }: Database,
    now: Reading,
    was: Reading | null,
    atMs: number,
  ): Promise<void> => {
    const { itemId, state, text, confidence } = now
    const event = {
      itemId,
      corpus: 'letters',
      atMs,
      state,
      text,
      confidence,
      cause: 'labels',
    } as const
    const before = { wasState: was?.state ?? null, wasText: was?.text ?? null }
    return readings.keep([{ itemId, reading: now, event: { ...event, ...before } }], {
      corpus: 'letters',
      untilMs: atMs,
      labelsSinceFit: 0,
    })
  }

  describe(`the pool in ${engine}`, () => {
    test('an item that moves decides by its text, leaves its pair, and comes back as it was', () =>
      withStores(async ({ one, other }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1')])
        assert.equal(await one.pool.countUnread('letters', 10), 2)
        const moves = [move('u1', 'known', 'Monat'), move('k2', 'doubtful', 'word k2')]
        assert.equal(await one.pool.move(moves, line), 2)
        assert.equal(await one.pool.countUnread('letters', 10), 2)
        assert.equal(await one.pool.countUnread('letters', 1), 1)
        assert.deepEqual(await look(other, 'u1'), ['known', 'Monat', 'open'])
        assert.deepEqual(await look(other, 'k2'), ['doubtful', 'word k2', 'open'])
        assert.equal(await other.pairs.findPair('a'), null)
        assert.deepEqual(await loose(other, 'known'), ['k1', 'u1'])
        assert.equal(await other.pool.move(moves, line), 0)
        assert.equal(await one.pool.moveBack(['u1', 'k2', 'u2'], line), 2)
        assert.deepEqual(await look(other, 'u1'), ['unknown', null, 'open'])
        assert.deepEqual(await look(other, 'k2'), ['known', 'word k2', 'open'])
        assert.equal(await one.pool.moveBack(['u1', 'k2'], line), 0)
        assert.equal((await other.secrets.listWholeAudit(10)).length, 4)
      }))

    test('an item that is dropped or unfit does not move', () =>
      withStores(async ({ one }) => {
        await one.lifecycle.drop('main', { is: 'item', corpus: 'letters', id: 'u1' }, line)
        await one.pool.retire(['k1'], line)
        const moves = [move('u1', 'known', 'Monat'), move('k1', 'doubtful', 'word k1')]
        assert.equal(await one.pool.move(moves, line), 0)
      }))

    // Importing the same files again would have made a doubted text decide again, and a promoted one unknown.
    test('the same files imported again change nothing, other texts of the archive win', () =>
      withStores(async ({ one }) => {
        await one.pool.move([move('u1', 'known', 'Monat'), move('k1', 'doubtful', 'x')], line)
        const unknown = { status: 'unknown', label: null } as const
        const same = [item('k1'), item('u1', unknown)]
        assert.deepEqual(await one.sources.add('main', source, same), { added: 0, revised: 0 })
        assert.deepEqual(await look(one, 'k1'), ['doubtful', 'x', 'open'])
        assert.deepEqual(await look(one, 'u1'), ['known', 'Monat', 'open'])
        const imported = [item('k1', { label: 'Tag' }), item('u1', { label: 'Jahr' })]
        assert.deepEqual(await one.sources.add('main', source, imported), { added: 0, revised: 2 })
        assert.deepEqual(await look(one, 'u1'), ['known', 'Jahr', 'open'])
        assert.equal(await one.pool.moveBack(['k1', 'u1'], line), 0)
      }))

    test('a retired item is not drawn any more, even if fully shown items are shown again', () =>
      withStores(async ({ one, other }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'k2')])
        assert.equal(await one.pool.retire(['k1', 'u1'], line), 1)
        for (const retired of [false, true]) {
          const drawn = await drawItems(other.exposures, { ...draw, retired })
          assert.ok(drawn.every(({ id }) => id !== 'k1'))
        }
        assert.deepEqual(await loose(other, 'known'), ['k2'])
      }))

    test('an item that is read rests, its partner is free, and it wakes as if never shown', () =>
      withStores(async ({ one, other }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1')])
        assert.equal(await one.pool.rest(['u1', 'k2']), 1)
        assert.deepEqual(await loose(other, 'known'), ['k1', 'k2'])
        assert.deepEqual(await loose(other, 'unknown'), ['u2'])
        assert.equal(await one.pool.wake(['u1', 'u2', 'k1']), 1)
        assert.deepEqual(await loose(other, 'unknown'), ['u1', 'u2'])
      }))

    test('canaries decide no more, and are fresh ones of the archive', () =>
      withStores(async ({ one, other }) => {
        await one.pairs.addPairs([pair('a', 'k1', 'u1')])
        await one.pool.move([move('u2', 'known', 'Monat')], line)
        assert.deepEqual(await one.pool.nextCanaries('letters', 10), ['k1', 'k2'])
        await one.pairs.moveOn([{ pairId: 'a', turn: 1 }])
        assert.deepEqual(await one.pool.nextCanaries('letters', 10), ['k2', 'k1'])
        await one.pool.markCanaries(['k1', 'u1', 'u2'])
        assert.equal(await other.pairs.findPair('a'), null)
        assert.deepEqual(await other.pool.size('main', 'letters', 10), { known: 3, canaries: 1 })
        assert.deepEqual(await one.pool.nextCanaries('letters', 10), ['k2'])
        assert.equal(await one.pool.releaseCanaries('letters'), 0)
        assert.equal(await one.pool.relieveCanaries(['k1', 'k2']), 1)
        assert.deepEqual(await one.pool.nextCanaries('letters', 10), ['k2', 'k1'])
        await one.pool.markCanaries(['k1'])
        await one.pool.retire(['k1'], line)
        assert.equal(await one.pool.releaseCanaries('letters'), 1)
        assert.deepEqual(await other.pool.size('main', 'letters', 1), { known: 1, canaries: 0 })
      }))

    test('what a network answered is found in whatever part it was', () =>
      withStores(async ({ one, other }) => {
        assert.deepEqual(await other.pool.answeredBy('network', []), new Set())
        assert.equal(await other.pool.hasAnswered('network'), false)
        const ids = ['k1', 'k2', 'u1', 'u2']
        assert.deepEqual(await other.pool.answeredBy('network', ids), new Set())
        const many = Array.from({ length: 101 }, (_, n) => `${n}`)
        await one.answers.keep(answer, [label])
        assert.deepEqual(await other.pool.answeredBy('network', ids), new Set(['k1', 'u1']))
        assert.deepEqual(await other.pool.answeredBy('another', ids), new Set())
        assert.equal(await other.pool.hasAnswered('network'), true)
        assert.equal(await other.pool.hasAnswered('another'), false)
        assert.deepEqual(await one.pool.answeredBy('network', many.slice(1)), new Set())
        await assert.rejects(one.pool.answeredBy('network', many))
      }))

    test('changes of readings come in the order of their times, with what is so today', () =>
      withStores(async ({ one, other }) => {
        const begun = reading('u1', { state: 'open' })
        await keepReading(one, begun, null, 10)
        await keepReading(one, reading('u1'), begun, 20)
        await one.pool.move([move('u1', 'known', 'Monat')], line)
        const [first, second] = await other.pool.listUnsettled('letters', noMark, 10)
        assert.deepEqual([first?.wasState, second?.wasState], [null, 'open'])
        const today = { state: 'accepted', text: 'Monat', label: 'Monat' } as const
        const part = { role: 'known', stage: 'open', isPromoted: true, machineScore: null } as const
        assert.deepEqual(second, {
          mark: second?.mark,
          wasState: 'open',
          ...today,
          ...part,
        })
        const after = await other.pool.listUnsettled('letters', first?.mark ?? noMark, 10)
        assert.deepEqual(after, [second])
        assert.deepEqual(await other.pool.listUnsettled('letters', noMark, 1), [first])
      }))

    test('how far a pool was refreshed is kept', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.pool.refreshed('letters'), null)
        for (const atMs of [5, 9]) {
          const refreshed = {
            followed: { atMs, itemId: 'u1', number: 2 },
            answeredUntilMs: 8,
            fittedAtMs: 3,
            lookedAtMs: 4,
          }
          await one.pool.keepRefreshed('letters', refreshed)
          assert.deepEqual(await other.pool.refreshed('letters'), refreshed)
        }
      }))
  })
}
