import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  givenFrom,
  keepLog,
  makeLog,
  openSettling,
  readMade,
  type SettlingFixture,
} from '../../test/setup/settling.ts'
import { corpus } from '../store/suites/examples.contract.ts'
import { lessonRoom } from './lessons.ts'
import { settleCorpus } from './settle-corpus.ts'

const unknown = 1_200
const log = makeLog(3_000, unknown)
const small = { ...lessonRoom, blockAnswers: 700 }

/** Settles until the draft of the fit is kept for the n-th time; says whether it got to the end. */
async function settleUpTo(
  { context }: SettlingFixture,
  n: number,
): Promise<{ isEnd: boolean; walks: number }> {
  let [drafts, walks] = [0, 0]
  const keepDraft: typeof context.fits.keepDraft = async (...draft) => {
    drafts += 1
    if (drafts === n) throw new Error('killed')
    await context.fits.keepDraft(...draft)
  }
  const walk: typeof context.readings.walk = (...page) => {
    walks += 1
    return context.readings.walk(...page)
  }
  const fits = { ...context.fits, keepDraft }
  const readings = { ...context.readings, walk }
  const killed = { ...context, lessonRoom: small, fits, readings }
  try {
    await settleCorpus(corpus, killed)
    return { isEnd: true, walks }
  } catch (cause) {
    assert.match(String(cause), /killed/)
    return { isEnd: false, walks }
  }
}

async function openLogged(t: Parameters<typeof openSettling>[0]): Promise<SettlingFixture> {
  const fixture = await openSettling(t, unknown)
  await keepLog(fixture.store, log)
  return fixture
}

// A fit of millions of labels takes many minutes. Whenever the service was restarted meanwhile, it began anew.
describe('a fit that is killed again and again', () => {
  test('goes on each time, and makes the same fit and readings', async (t) => {
    const whole = await openLogged(t)
    const { walks: walksOfWhole } = await settleUpTo(whole, Infinity)
    const fixture = await openLogged(t)
    const runs: { isEnd: boolean; walks: number }[] = []
    // Each run keeps two steps more.
    for (let isEnd = false; !isEnd && runs.length < 50; isEnd = runs.at(-1)?.isEnd ?? false)
      runs.push(await settleUpTo(fixture, 3))
    assert.equal(runs.at(-1)?.isEnd, true)
    assert.ok(runs.length > 8, String(runs.length))
    // Some pages before each place are read again, never all.
    assert.ok(runs.every(({ walks }) => walks < walksOfWhole / 1.5))
    assert.deepEqual(await readMade(fixture.store), await readMade(whole.store))
    assert.equal(await fixture.store.fits.findDraft('letters'), null)
    assert.equal(await fixture.store.fits.readDraftPart('letters', 0, 0), null)
  })

  for (const [what, change] of [
    ['rules or items changed', ({ store }: SettlingFixture) => store.fits.markStale('letters')],
    ['a day has passed', async ({ moveClock }: SettlingFixture) => moveClock(2 * 86_400_000)],
  ] as const)
    test(`begins anew if ${what} meanwhile`, async (t) => {
      const fixture = await openLogged(t)
      assert.equal((await settleUpTo(fixture, 8)).isEnd, false)
      await change(fixture)
      const { untilMs } = JSON.parse((await fixture.store.fits.findDraft('letters')) ?? '{}') as {
        untilMs: number
      }
      await keepLog(fixture.store, givenFrom(makeLog(5, unknown, 2), untilMs - 60_000))
      await settleUpTo(fixture, Infinity)
      assert.equal((await fixture.store.fits.find('main', 'letters'))?.labels, log.length + 5)
    })
})

// A label of an item that was already settled came while the fit went on for more than five minutes. The next
// settling began after it, and never settled it.
test('labels that come while a fit settles are settled next time, however long the fit takes', async (t) => {
  const fixture = await openLogged(t)
  const { store, context, moveClock } = fixture
  const fresh = (item: string, challengeId: string) =>
    givenFrom(makeLog(1, unknown, 3), context.clock()).map(({ answer, labels }) => ({
      answer: { ...answer, challengeId },
      labels: labels.map((label) => ({ ...label, challengeId, itemId: item, given: 'neu' })),
    }))
  let keeps = 0
  const keep: typeof store.readings.keep = async (...of) => {
    await store.readings.keep(...of)
    keeps += 1
    moveClock(28_000)
    if (keeps === 4) await keepLog(store, fresh('item-0', 'early'))
    if (keeps === 20) await keepLog(store, fresh('item-999', 'late'))
  }
  await settleCorpus(corpus, { ...context, readings: { ...store.readings, keep } })
  const before = await store.readings.find('main', 'item-0')
  assert.ok(keeps > 20)
  moveClock(60_000)
  assert.equal((await settleCorpus(corpus, context)).isRefitted, false)
  const after = await store.readings.find('main', 'item-0')
  assert.equal((after?.answers ?? 0) - (before?.answers ?? 0), 1)
})
