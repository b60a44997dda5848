import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { Answer, Label } from '../../model/answer.ts'
import type { AuditLine } from '../../model/audit.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { fillLetters } from './readings.contract.ts'

function label(challengeId: string, itemId: string, givenAtMs: number): Label {
  return {
    challengeId,
    itemId,
    corpus: 'letters',
    given: 'Monat',
    keyword: null,
    weight: 0.5,
    knownAsked: 2,
    verdict: 'pass',
    networkHash: 'network',
    elapsedMs: 5,
    givenAtMs,
  }
}

function answerOf({ challengeId, networkHash, elapsedMs, givenAtMs }: Label): Answer {
  return {
    challengeId,
    contract: 'ocapi',
    sitekey: 'site-1',
    corpus: 'letters',
    kind: 'transcription',
    keyword: null,
    verdict: 'pass',
    known: [{ itemId: 'k', given: 'Haus', isRight: true }],
    networkHash,
    elapsedMs,
    answeredAtMs: givenAtMs,
  }
}

const line: AuditLine = {
  atMs: 1,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.decide',
  subject: 'letters',
  detail: 'a',
}

/** What every engine must do with the log of answers; `open` gives a fresh store. */
export function testLog(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const answer = async ({ answers }: Database, given: readonly Label[]): Promise<void> => {
    for (const of of given) await answers.keep(answerOf(of), [of])
  }

  describe(`the log in ${engine}`, () => {
    const given = [label('3', 'a', 9), label('1', 'b', 7), label('2', 'a', 9)] as const

    test('is walked through in the order of time', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        await answer(one, given)
        const first = { givenAtMs: 0, challengeId: '', itemId: '' }
        const [mark, ...none] = await other.readings.listMarks('letters', first, 1)
        assert.deepEqual([mark, none], [{ givenAtMs: 7, challengeId: '1', itemId: 'b' }, []])
        const rest = await one.readings.listMarks('letters', mark ?? first, 10)
        assert.deepEqual(
          rest.map(({ challengeId }) => challengeId),
          ['2', '3'],
        )
        assert.deepEqual(await one.readings.labelsOf('main', 'a', 1), [given[2]])
        assert.deepEqual(await one.readings.labelsOf('main', 'a', 9), [given[2], given[0]])
        assert.deepEqual(
          [
            await one.readings.countLabels('main', 'letters', 8),
            await one.readings.countLabels('main', 'letters', 9),
            await one.readings.countLabels('main', 'wills', 9),
          ],
          [1, 3, 0],
        )
      }))

    test('is gathered item by item as evidence, with what known items were given', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        await answer(one, given)
        const [a, b, k, ...none] = await other.readings.walk('main', 'letters', {
          after: '',
          limit: 10,
          untilMs: 100,
        })
        assert.deepEqual(none, [])
        assert.deepEqual(a?.labels, [given[2], given[0]])
        assert.deepEqual(b?.labels, [given[1]])
        assert.deepEqual(
          k?.knownAnswers.map(({ challengeId }) => challengeId),
          ['1', '2', '3'],
        )
        assert.deepEqual(k.knownAnswers[0], {
          itemId: 'k',
          challengeId: '1',
          corpus: 'letters',
          given: 'Haus',
          keyword: null,
          isRight: true,
          verdict: 'pass',
          networkHash: 'network',
          givenAtMs: 7,
        })
        assert.deepEqual([k.item.id, k.poolStatus, k.decision], ['k', 'known', null])
        assert.deepEqual(await other.readings.evidenceOf('main', ['k', 'a', 'nobody', 'a'], 100), [
          a,
          k,
        ])
      }))

    test('comes in pages, and up to a time', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        await answer(one, given)
        const [first] = await one.readings.walk('main', 'letters', {
          after: '',
          limit: 1,
          untilMs: 8,
        })
        assert.deepEqual([first?.item.id, first?.labels], ['a', []])
        const [second, ...none] = await one.readings.walk('main', 'letters', {
          after: 'a',
          limit: 1,
          untilMs: 8,
        })
        assert.deepEqual([second?.labels, none], [[given[1]], []])
        assert.deepEqual(
          await one.readings.walk('main', 'letters', { after: 'k', limit: 1, untilMs: 8 }),
          [],
        )
      }))

    test('ends with two hundred labels an item, whichever networks gave them', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        const many = Array.from({ length: 203 }, (_, n) => label(`${1_000 + n}`, 'a', n))
        await answer(one, many)
        const [walked] = await one.readings.walk('main', 'letters', {
          after: '',
          limit: 1,
          untilMs: 1_000,
        })
        assert.deepEqual(walked?.labels, many.slice(0, 200))
        const [found] = await one.readings.evidenceOf('main', ['a'], 1_000)
        assert.deepEqual(found, walked)
      }))

    test('ends with two hundred answers to a known item, and is without them if they are left out', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        await answer(
          one,
          Array.from({ length: 203 }, (_, n) => label(`${1_000 + n}`, 'a', n)),
        )
        const next = { after: 'a', limit: 1, untilMs: 1_000 }
        const [known] = await one.readings.walk('main', 'letters', next)
        assert.deepEqual([known?.item.id, known?.knownAnswers.length], ['k', 200])
        const leftOut = { ...next, leavesOutKnown: true }
        const [without] = await one.readings.walk('main', 'letters', leftOut)
        assert.deepEqual(without, { ...known, knownAnswers: [] })
        const move = { itemId: 'k', to: 'doubtful', label: 'Haus', atMs: 500 } as const
        assert.equal(await one.pool.move([move], line), 1)
        const [doubted] = await one.readings.walk('main', 'letters', leftOut)
        assert.equal(doubted?.knownAnswers.length, 200)
      }))

    test('is of items as the archive gave them, and as the pool had them at that time', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        await answer(one, given)
        const move = { itemId: 'a', to: 'known', label: 'Monat', atMs: 50 } as const
        assert.equal(await one.pool.move([move], line), 1)
        const seen = async (untilMs: number) => {
          const [found] = await other.readings.evidenceOf('main', ['a'], untilMs)
          return [found?.item.status, found?.item.label, found?.poolStatus]
        }
        assert.deepEqual(await seen(49), ['unknown', 'word a', 'unknown'])
        assert.deepEqual(await seen(50), ['unknown', 'word a', 'known'])
        const [home] = await other.readings.ofSource('main', 'source-1')
        assert.deepEqual([home?.item.status, home?.item.label], ['unknown', 'word a'])
        assert.deepEqual(await other.readings.listTouched('letters', 50, '', 9), ['a'])
        assert.deepEqual(await other.readings.listTouched('letters', 51, '', 9), [])
      }))

    // Visitors who read both words right failed by the one that was wrong in the archive. After that was found
    // out, their labels of the other word still counted as those of visitors who had failed.
    test('strikes from records, and not from the log, what was asked of items that decide no more', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        const right = { itemId: 'b', given: 'Mond', isRight: true }
        const wrong = { itemId: 'k', given: 'Haus', isRight: false }
        const asked: [string, Partial<Label>, Answer['known']][] = [
          ['1', { verdict: 'fail', weight: 0, knownAsked: 1 }, [wrong]],
          ['2', { verdict: 'fail', weight: 0.5, knownAsked: 2 }, [wrong, right]],
          [
            '3',
            { verdict: 'fail', weight: 0, knownAsked: 2 },
            [wrong, { ...right, isRight: false }],
          ],
          [
            '4',
            { verdict: 'pass', weight: 1, knownAsked: 2 },
            [{ ...wrong, isRight: true }, right],
          ],
          ['5', { verdict: 'fail', weight: 0, knownAsked: 1 }, [{ ...right, isRight: false }]],
        ]
        for (const [id, record, known] of asked) {
          const of = { ...label(id, 'a', 9), ...record }
          await one.answers.keep({ ...answerOf(of), verdict: of.verdict, known }, [of])
        }
        const records = async (untilMs: number) => {
          const [walked] = await other.readings.walk('main', 'letters', {
            after: '',
            limit: 1,
            untilMs: untilMs,
          })
          const [found] = await other.readings.evidenceOf('main', ['a'], untilMs)
          assert.deepEqual(found, walked)
          return walked?.labels.map(({ verdict, weight, knownAsked }) => [
            verdict,
            weight,
            knownAsked,
          ])
        }
        const asGiven = asked.map(([, { verdict, weight, knownAsked }]) => [
          verdict,
          weight,
          knownAsked,
        ])
        assert.deepEqual(await records(100), asGiven)
        const log = await one.readings.labelsOf('main', 'a', 9)
        await one.pool.move([{ itemId: 'k', to: 'doubtful', label: 'Maus', atMs: 50 }], line)
        assert.deepEqual(await records(49), asGiven)
        assert.deepEqual(await records(50), [
          ['pass', 0, 0],
          ['pass', 1, 1],
          ['fail', 0, 1],
          ['pass', 1, 1],
          ['fail', 0, 1],
        ])
        assert.deepEqual(await other.readings.labelsOf('main', 'a', 9), log)
        await one.pool.moveBack(['k'], { ...line, atMs: 60 })
        assert.deepEqual(await records(100), asGiven)
      }))

    test('is listed whole, with what the known items of the same challenge say', () =>
      withStores(async ({ one }) => {
        await fillLetters(one)
        await answer(one, given)
        const start = { itemId: '', challengeId: '' }
        const [first, second, ...rest] = await one.readings.listLog('main', 'letters', {
          role: 'unknown',
          after: start,
          limit: 9,
        })
        assert.deepEqual(
          [first, second].map((of) => [of?.itemId, of?.challengeId, of?.knownRight, of?.isRight]),
          [
            ['a', '2', 1, null],
            ['a', '3', 1, null],
          ],
        )
        assert.deepEqual(
          await one.readings.listLog('main', 'letters', {
            role: 'unknown',
            after: second ?? start,
            limit: 9,
          }),
          rest,
        )
        const [known] = await one.readings.listLog('main', 'letters', {
          role: 'known',
          after: start,
          limit: 1,
        })
        assert.deepEqual(
          [known?.itemId, known?.isRight, known?.knownRight, known?.knownAsked, known?.elapsedMs],
          ['k', true, 1, 1, 5],
        )
      }))
  })
}
