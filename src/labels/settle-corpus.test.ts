import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openVisitors } from '../../test/setup/answers.ts'
import {
  givenFrom,
  keepLog,
  openSettling,
  makeLog,
  readMade,
  killedAt,
  type SettlingFixture,
} from '../../test/setup/settling.ts'
import type { Readings } from '../model/reading.ts'
import { corpus, item, source } from '../store/suites/examples.contract.ts'
import { settleCorpus, settleItems } from './settle-corpus.ts'
import { fitRounds } from './tally.ts'

const hourMs = 3_600_000
const line = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'x',
  subject: 'letters',
  detail: '',
}
const word = item('item-0', { status: 'unknown', label: null })

async function isFitted({ context }: SettlingFixture): Promise<boolean> {
  const { isRefitted } = await settleCorpus(corpus, context)
  return isRefitted
}

describe('settling a corpus', () => {
  test('takes up what came since, in every corpus, over more labels than fit in one batch', async (t) => {
    const { store, context } = await openSettling(t, 220)
    const { corpora, sources, readings } = store
    const wills = { ...corpus, name: 'wills' }
    await corpora.add(wills)
    const other = { ...source, id: 'source-2', corpus: 'wills' }
    const will = { ...word, id: 'will', corpus: 'wills', sourceId: other.id }
    await sources.add('main', other, [will])
    const { answerItem } = openVisitors(store.answers)
    const agreed = ['Monat', 'Monat', 'Monat'].map((given) => ({ given }))
    for (let n = 0; n < 220; n++) await answerItem({ ...word, id: `item-${n}` }, agreed)
    await answerItem(will, [{ given: 'Wille' }])
    const letters = await settleCorpus(corpus, context)
    await settleCorpus(wills, context)
    assert.deepEqual([letters.settled, letters.isRefitted], [220, true])
    assert.equal((await readings.find('main', 'item-219'))?.text, 'Monat')
    assert.equal((await readings.find('main', 'will'))?.answers, 1)

    await answerItem(will, [{ given: 'Wille' }, { given: 'wille', fails: true }])
    for (const [one, settled] of [
      [corpus, 0],
      [wills, 1],
    ] as const) {
      const again = await settleCorpus(one, context)
      assert.deepEqual([again.settled, again.isRefitted], [settled, false])
    }
    assert.equal((await readings.find('main', 'will'))?.text, 'Wille')
  })

  // After 43 500 wrong answers in minutes, settling took 70 s of every two minutes, for good.
  test('settles an item once for all its new labels, and reads nothing again once nothing comes', async (t) => {
    const { store, context } = await openSettling(t, 3)
    await keepLog(store, makeLog(3_000, 3))
    await settleCorpus(corpus, context)
    const { answerItem } = openVisitors(store.answers)
    const said = Array.from({ length: 700 }, () => ({ given: 'Monat' }))
    for (let n = 0; n < 3; n += 1) await answerItem({ ...word, id: `item-${n}` }, said)
    let [now, read] = [Date.UTC(2026, 0, 2) + hourMs, 0]
    const evidenceOf: Readings['evidenceOf'] = (organisation, ids, untilMs) => {
      read += ids.length
      return store.readings.evidenceOf(organisation, ids, untilMs)
    }
    const counting = { ...context, clock: () => now, readings: { ...store.readings, evidenceOf } }
    await settleCorpus(corpus, counting, { defersRefit: true })
    assert.equal(read, 3)
    for (let minute = 0; minute < 20; minute += 1) {
      now += 60_000
      read = 0
      await settleCorpus(corpus, counting, { defersRefit: true })
    }
    assert.equal(read, 0)
  })

  // Requests waited for a commit of a job for as long as two hundred readings take.
  test('keeps readings in commits of a few, and says that it is settled with the last', async (t) => {
    const { store, context } = await openSettling(t, 120)
    await keepLog(store, makeLog(2_000, 120))
    const kept: { changes: number; untilMs: number }[] = []
    const keep: typeof store.readings.keep = async (changes, settled) => {
      kept.push({ changes: changes.length, untilMs: settled.untilMs })
      await store.readings.keep(changes, settled)
    }
    await settleCorpus(corpus, { ...context, readings: { ...store.readings, keep } })
    assert.deepEqual(
      kept.map(({ changes, untilMs }) => [changes, untilMs > 0]),
      [
        [50, false],
        [50, false],
        [20, false],
        [0, true],
      ],
    )
  })

  test('leaves a corpus alone of which nothing was said', async (t) => {
    const fixture = await openSettling(t, 1)
    assert.equal(await isFitted(fixture), false)
    assert.equal(await fixture.store.fits.find('main', 'letters'), null)
  })

  test('refits after a third more labels, and at least fifty, and if the fit is stale', async (t) => {
    const fixture = await openSettling(t, 20)
    const { store, context, moveClock } = fixture
    const log = makeLog(400, 20)
    const keep = async (from: number, to: number): Promise<void> => {
      await keepLog(store, givenFrom(log.slice(from, to), context.clock()))
      moveClock(hourMs)
    }
    await keep(0, 200)
    assert.equal(await isFitted(fixture), true)
    assert.equal(await isFitted(fixture), false)
    await keep(200, 259)
    assert.equal(await isFitted(fixture), false)
    await keep(259, 260)
    assert.equal(await isFitted(fixture), true)
    assert.equal((await store.fits.find('main', 'letters'))?.labels, 260)
    await store.fits.markStale('letters')
    assert.equal(await isFitted(fixture), true)
    assert.equal((await store.fits.find('main', 'letters'))?.isStale, false)
  })

  // A fit that took minutes ended by marking itself as current. Rules that changed meanwhile were never
  // fitted by, and every reading stayed as the old rules had it until labels had grown by a third.
  for (const [when, walkOfChange, isStale] of [
    ['just before', 1, false],
    ['in the middle of', 4, true],
  ] as const)
    test(`goes by rules that were changed ${when} a fit`, async (t) => {
      const fixture = await openSettling(t, 20)
      const { store, context } = fixture
      await keepLog(store, makeLog(200, 20))
      const stopRules = { ...corpus.stopRules, networksMin: 20, answersMax: 100 }
      let walks = 0
      const walk: Readings['walk'] = async (...of) => {
        walks += 1
        if (walks === walkOfChange)
          await store.corpora.changeRules('main', 'letters', { ...corpus, stopRules }, line)
        return store.readings.walk(...of)
      }
      await settleCorpus(corpus, { ...context, readings: { ...store.readings, walk } })
      assert.equal((await store.fits.find('main', 'letters'))?.isStale, isStale)
      if (isStale) assert.equal(await isFitted(fixture), true)
      assert.equal((await store.readings.count('main', 'letters')).accepted, 0)
    })

  test('refits if the fit is of another engine, or labels were recalled since', async (t) => {
    const fixture = await openSettling(t, 5)
    const { store } = fixture
    await keepLog(store, makeLog(60, 5))
    await settleCorpus(corpus, fixture.context)
    const fit = await store.fits.find('main', 'letters')
    assert.ok(fit)
    await store.fits.keep({ ...fit, engine: 'of another age' }, [])
    assert.equal(await isFitted(fixture), true)
    const recall = { id: 'r', corpus: 'letters', networkHash: null, fromMs: 0, toMs: null }
    const facts = { reason: 'bots', recalledAtMs: 1, liftedAtMs: null, alarm: null }
    const before = await readMade(store)
    await store.recalls.add('main', [{ ...recall, ...facts }], line)
    assert.equal(await isFitted(fixture), true)
    const [event] = (await store.readings.history('main', 'item-0', 9)).toReversed()
    assert.deepEqual([event?.cause, event?.state, event?.text], ['recall', 'open', ''])
    assert.deepEqual((await readMade(store)).readings, [])
    await store.recalls.lift('main', 'r', { atMs: 2, line })
    assert.equal(await isFitted(fixture), true)
    assert.deepEqual((await readMade(store)).readings, before.readings)
  })

  test('reports each change once, and nothing if nothing changed', async (t) => {
    const fixture = await openSettling(t, 5)
    await keepLog(fixture.store, makeLog(60, 5))
    await settleCorpus(corpus, fixture.context)
    const history = await fixture.store.readings.history('main', 'item-0', 9)
    assert.equal(history.length, 1)
    assert.deepEqual([history[0]?.wasState, history[0]?.cause], [null, 'refit'])
    await settleCorpus(corpus, fixture.context, { again: true })
    assert.deepEqual(await fixture.store.readings.history('main', 'item-0', 9), history)
  })

  test('settles an item at once after the archive has decided on it', async (t) => {
    const fixture = await openSettling(t, 5)
    const { readings } = fixture.store
    await keepLog(fixture.store, makeLog(60, 5))
    await settleCorpus(corpus, fixture.context)
    const facts = { itemId: 'item-1', corpus: 'letters', decidedAtMs: fixture.context.clock() }
    await readings.decide('main', { ...facts, decision: 'accept', text: 'Der Mond' }, line)
    assert.equal(await settleItems(corpus, ['item-1'], fixture.context), true)
    const reading = await readings.find('main', 'item-1')
    assert.deepEqual([reading?.text, reading?.state], ['Der Mond', 'accepted'])
    const [event] = await readings.history('main', 'item-1', 1)
    assert.deepEqual([event?.cause, event?.text], ['decision', 'Der Mond'])
  })
})

// The store answers at once, so a fit to many labels let no visitor in before it was done.
test('a fit lets others in after each page', async (t) => {
  const fixture = await openSettling(t, 450)
  await keepLog(fixture.store, makeLog(900, 450))
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await settleCorpus(corpus, fixture.context)
  isDone = true
  const walks = fitRounds + 1
  assert.ok(turns >= walks * 4, `${turns} turns of the event loop`)
})

describe('settling beside other processes', () => {
  test('leaves a corpus alone that another one is at, until its ticket has run out', async (t) => {
    const fixture = await openSettling(t, 5)
    await keepLog(fixture.store, makeLog(60, 5))
    const expiresAtMs = fixture.context.clock() + hourMs
    const lock = { kind: 'lock', id: 'settling letters', body: 'another', expiresAtMs } as const
    await fixture.store.tickets.put(lock)
    const busy = await settleCorpus(corpus, fixture.context)
    assert.deepEqual([busy.isBusy, busy.settled], [true, 0])
    assert.deepEqual((await readMade(fixture.store)).readings, [])
    fixture.moveClock(hourMs + 1)
    assert.equal((await settleCorpus(corpus, fixture.context)).isBusy, false)
    assert.ok((await readMade(fixture.store)).readings.length > 0)
  })

  test('gives its turn back, even after an interruption', async (t) => {
    const fixture = await openSettling(t, 5)
    await keepLog(fixture.store, makeLog(60, 5))
    const { readings } = fixture.store
    const killed = { ...fixture.context, readings: killedAt(readings, 1) }
    await assert.rejects(settleCorpus(corpus, killed), /killed/)
    assert.equal((await settleCorpus(corpus, fixture.context)).isBusy, false)
  })
})
