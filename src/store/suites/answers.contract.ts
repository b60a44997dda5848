import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { failureLimits, type Answer, type AnswerName, type Label } from '../../model/answer.ts'
import { corpus, item, nothingShown, source } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

function answer(challengeId: string, verdict: Answer['verdict']): Answer {
  return {
    challengeId,
    contract: 'ocapi',
    sitekey: 'site-1',
    corpus: 'letters',
    kind: 'transcription',
    keyword: null,
    verdict,
    known: [{ itemId: 'k', given: 'x', isRight: verdict === 'pass' }],
    networkHash: 'c',
    elapsedMs: 4000,
    answeredAtMs: 0,
  }
}

function answerName(sitekey: string, challengeId: string): AnswerName {
  return { contract: 'ocapi', sitekey, challengeId }
}

function label(challengeId: string, itemId: string): Label {
  return {
    itemId,
    challengeId,
    corpus: 'letters',
    given: 'perdrix',
    keyword: null,
    weight: 1,
    knownAsked: 1,
    verdict: 'pass',
    networkHash: 'c',
    elapsedMs: 4000,
    givenAtMs: 0,
  }
}

const ttlMs = 1000

/** What every store of answers must do; its clock stands at 0. */
export function testAnswers(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await use(stores)
    })

  describe(`answers in ${engine}`, () => {
    test('an answer and its labels are kept together', () =>
      withStores(async ({ one, other }) => {
        await one.sources.add('main', source, [item('u')])
        await one.answers.keep(answer('c1', 'pass'), [label('c1', 'u')])
        assert.deepEqual(await other.answers.listLabels('main', 'letters', 10), [label('c1', 'u')])
        assert.equal(await other.answers.has('site-1', 'c1'), true)
        assert.equal(await other.answers.has('site-2', 'c1'), false)
        assert.equal(await other.answers.has('site-1', 'c2'), false)
      }))

    test('a verdict without an answer can be read by its site until it is swept, and is in no log', () =>
      withStores(async ({ one, other }) => {
        const name = answerName('site-1', 'w1')
        await one.answers.keepVerdict({ ...name, verdict: 'pass', answeredAtMs: 5 })
        await assert.rejects(
          other.answers.keepVerdict({ ...name, verdict: 'fail', answeredAtMs: 6 }),
        )
        assert.equal(await other.answers.readVerdict(name, ttlMs), 'pass')
        assert.equal(await other.answers.readVerdict(answerName('site-2', 'w1'), ttlMs), null)
        assert.equal(await other.answers.has('site-1', 'w1'), true)
        assert.equal(await one.answers.sweep(4), 0)
        assert.equal(await one.answers.sweep(5), 1)
        assert.equal(await other.answers.readVerdict(name, ttlMs), null)
      }))

    test('an answer whose label cannot be kept is not kept either', () =>
      withStores(async ({ one }) => {
        await one.sources.add('main', source, [item('a')])
        const twice = [label('c1', 'a'), label('c1', 'a')]
        await assert.rejects(one.answers.keep(answer('c1', 'pass'), twice))
        assert.equal(await one.answers.readVerdict(answerName('site-1', 'c1'), ttlMs), null)
      }))

    test('one challenge has one answer, whichever process keeps it', () =>
      withStores(async ({ one, other }) => {
        await one.answers.keep(answer('c1', 'fail'), [])
        await assert.rejects(other.answers.keep(answer('c1', 'pass'), []))
        assert.equal(await one.answers.readVerdict(answerName('site-1', 'c1'), ttlMs), 'fail')
      }))

    // The challenge was taken in a commit of its own, so a kill in between lost it, and the token came in a third.
    test('one commit takes the ticket of the challenge, keeps the answer and puts the token', () =>
      withStores(async ({ one, other }) => {
        const ticket = { body: '{}', expiresAtMs: 1000 }
        const token = { kind: 'token', id: 't1', ...ticket } as const
        await one.tickets.put({ kind: 'challenge', id: 'c1', ...ticket })
        const exchange = { token }
        assert.equal(await one.answers.keep(answer('c1', 'pass'), [], nothingShown, exchange), true)
        assert.equal(await other.tickets.peek('challenge', 'c1'), null)
        assert.equal(await other.tickets.peek('token', 't1'), '{}')
      }))

    test('an answer that cannot be kept leaves the challenge open and puts no token', () =>
      withStores(async ({ one, other }) => {
        await one.sources.add('main', source, [item('a')])
        const ticket = { body: '{}', expiresAtMs: 1000 }
        const token = { kind: 'token', id: 't1', ...ticket } as const
        await one.tickets.put({ kind: 'challenge', id: 'c1', ...ticket })
        const twice = [label('c1', 'a'), label('c1', 'a')]
        const kept = one.answers.keep(answer('c1', 'pass'), twice, nothingShown, { token })
        await assert.rejects(kept)
        assert.equal(await other.tickets.peek('challenge', 'c1'), '{}')
        assert.equal(await other.tickets.peek('token', 't1'), null)
      }))

    test('of two hundred answers in two processes, one takes the challenge and leaves a trace', () =>
      withStores(async ({ one, other }) => {
        const ticket = { body: '{}', expiresAtMs: 1000 }
        await one.tickets.put({ kind: 'challenge', id: 'c1', ...ticket })
        const kept = await Promise.all(
          Array.from({ length: 200 }, (_, n) => {
            const token = { kind: 'token', id: `t${n}`, ...ticket } as const
            const { answers } = n % 2 ? one : other
            return answers.keep(answer('c1', 'pass'), [], nothingShown, { token })
          }),
        )
        assert.equal(kept.filter(Boolean).length, 1)
        const tokens = kept.map((_, n) => one.tickets.peek('token', `t${n}`))
        assert.equal((await Promise.all(tokens)).filter(Boolean).length, 1)
      }))

    test('an answer to a challenge that has expired is not kept', () =>
      withStores(async ({ one, moveClock }) => {
        await one.tickets.put({ kind: 'challenge', id: 'c1', body: '{}', expiresAtMs: 1000 })
        moveClock(1000)
        const exchange = { token: null }
        assert.equal(
          await one.answers.keep(answer('c1', 'fail'), [], nothingShown, exchange),
          false,
        )
        assert.equal(await one.answers.has('site-1', 'c1'), false)
      }))

    // It was used up after three readings or 15 seconds: a form that had another mistake was then refused
    // although its visitor had been told that it could be sent.
    test('a pass is read by its own site alone, as often as it likes for as long as it lives', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.answers.keep(answer('c1', 'pass'), [])
        const name = answerName('site-1', 'c1')
        assert.equal(await one.answers.readVerdict(answerName('site-2', 'c1'), ttlMs), null)
        for (let n = 0; n < 10; n += 1)
          assert.equal(await (n % 2 ? one : other).answers.readVerdict(name, ttlMs), 'pass')
        moveClock(999)
        assert.equal(await one.answers.readVerdict(name, ttlMs), 'pass')
        moveClock(1)
        assert.equal(await one.answers.readVerdict(name, ttlMs), null)
      }))

    // One challenge gave two passes to a site that checks by both contracts.
    test('a verdict is read by the contract its answer came in by and no other', () =>
      withStores(async ({ one }) => {
        await one.answers.keep({ ...answer('c1', 'pass'), contract: 'hcaptcha' }, [])
        const name = answerName('site-1', 'c1')
        assert.equal(await one.answers.readVerdict(name, ttlMs), null)
        assert.equal(
          await one.answers.readVerdict({ ...name, contract: 'hcaptcha' }, ttlMs),
          'pass',
        )
        assert.equal(await one.answers.has('site-1', 'c1'), true)
      }))

    test('failures are in the log as long as they are no more than passes and a few', () =>
      withStores(async ({ one, other }) => {
        const { networkSpare, corpusSpare } = failureLimits
        await one.sources.add('main', source, [item('u'), item('k')])
        const answerAs = async (id: string, verdict: Answer['verdict'], networkHash: string) =>
          one.answers.keep({ ...answer(id, verdict), networkHash }, [
            { ...label(id, 'u'), verdict, networkHash },
          ])
        const logged = async (): Promise<[labels: number, known: number]> => {
          const [k, u] = await other.readings.evidenceOf('main', ['k', 'u'], 1)
          return [u?.labels.length ?? 0, k?.knownAnswers.length ?? 0]
        }
        for (let n = 0; n < networkSpare + 5; n += 1) await answerAs(`f${n}`, 'fail', 'one')
        assert.deepEqual(await logged(), [networkSpare, networkSpare])
        await answerAs('p', 'pass', 'one')
        assert.deepEqual(await logged(), [networkSpare + 1, networkSpare + 1])
        for (let n = 0; n < 5; n += 1) await answerAs(`g${n}`, 'fail', 'one')
        assert.deepEqual(await logged(), [networkSpare + 2, networkSpare + 2])
        for (let n = 0; n < 2 * corpusSpare; n += 1) await answerAs(`h${n}`, 'fail', `network ${n}`)
        assert.deepEqual(await logged(), [corpusSpare + 1, corpusSpare + 1])
        for (let n = 0; n < 3; n += 1) await answerAs(`q${n}`, 'pass', `network ${n}`)
        for (let n = 0; n < 5; n += 1) await answerAs(`i${n}`, 'fail', `network ${n}`)
        assert.deepEqual(await logged(), [corpusSpare + 6, corpusSpare + 6])
        const { answers, labels } = await one.corpora.count('main', 'letters')
        assert.deepEqual([answers, labels], [networkSpare + 19 + 2 * corpusSpare, corpusSpare + 6])
      }))

    // Seven households that answered nonsense retired 206 of 247 items in a minute, and nobody had read them.
    test('a failure beyond its bounds counts no showing', () =>
      withStores(async ({ one, other }) => {
        const { networkSpare } = failureLimits
        await one.sources.add('main', source, [item('k')])
        const shown = {
          ...nothingShown,
          known: ['k'],
          caps: { known: networkSpare + 1, unknown: 9 },
        }
        for (let n = 0; n < 3 * networkSpare; n += 1)
          await one.answers.keep(answer(`f${n}`, 'fail'), [], shown)
        assert.equal((await other.items.find('k'))?.stage, 'open')
        await one.answers.keep(answer('p', 'pass'), [], shown)
        assert.equal((await other.items.find('k'))?.stage, 'retired')
      }))

    // Each wrong answer left 5 kB for good: one address filled 3 GB in an hour.
    test('a failure that is not in the log leaves its verdict, and is swept', () =>
      withStores(async ({ one, other }) => {
        const { networkSpare } = failureLimits
        for (let n = 0; n <= networkSpare; n += 1)
          await one.answers.keep(answer(`c${n}`, 'fail'), [])
        const last = `c${networkSpare}`
        assert.equal(await other.answers.readVerdict(answerName('site-1', last), ttlMs), 'fail')
        assert.equal(await other.answers.has('site-1', last), true)
        await assert.rejects(one.answers.keep(answer(last, 'pass'), []))
        assert.equal(await other.answers.sweep(-1), 0)
        assert.equal(await other.answers.sweep(0), 1)
        assert.equal(await one.answers.has('site-1', last), false)
        assert.equal(await one.answers.has('site-1', 'c0'), true)
        assert.equal((await one.corpora.count('main', 'letters')).answers, networkSpare + 1)
      }))

    test('a verdict that nobody asked for in time is gone', () =>
      withStores(async ({ one, moveClock }) => {
        await one.answers.keep(answer('c1', 'pass'), [])
        await one.answers.keep(answer('c2', 'fail'), [])
        moveClock(1000)
        assert.equal(await one.answers.readVerdict(answerName('site-1', 'c1'), ttlMs), null)
        assert.equal(await one.answers.readVerdict(answerName('site-1', 'c2'), ttlMs), null)
      }))
  })
}
