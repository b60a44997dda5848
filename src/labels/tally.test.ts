import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openDice } from '../../test/setup/answers.ts'
import {
  anyLabels,
  evidenceOf,
  knownAnswerOf,
  labelOf,
  termsOf,
} from '../../test/setup/evidence.ts'
import type { Label } from '../model/answer.ts'
import type { Item, KindName } from '../model/item.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import { openCanaries } from './canary.ts'
import { beginFit, type Fit } from './fit.ts'
import { settle } from './settle.ts'
import { fitRounds, openTally } from './tally.ts'

const terms = termsOf('transcription')

function refit(
  page: readonly Evidence[],
  kind: KindName = 'transcription',
  recalls: readonly Recall[] = [],
): Fit {
  let fit = beginFit(kind)
  for (let round = 0; round < fitRounds; round++) {
    const tally = openTally(fit, { ...termsOf(kind), recalls }, round)
    for (const evidence of page) tally.add(evidence)
    fit = tally.close()
  }
  return fit
}

/**
 * A simulated visitor: how often they read a known item correctly, and what they say about an unknown one.
 */
type Visitor = { passes: number; answer: (truth: string) => string }

function openContext(seed: number) {
  const dice = openDice(seed)
  let visits = 0
  const honest: Visitor = {
    passes: 0.93,
    answer: (truth) =>
      dice() < 0.93 ? truth : dice() < 0.4 ? `${truth} misread` : `own ${dice()}`,
  }
  const random: Visitor = { passes: 0.02, answer: () => `random ${dice()}` }
  const colluding: Visitor = { passes: 0.5, answer: (truth) => `${truth} in collusion` }
  const label = (itemId: string, truth: string, { passes, answer }: Visitor): Label => {
    visits += 1
    const isRight = dice() < passes
    const verdict = isRight ? 'pass' : 'fail'
    const times = { givenAtMs: visits * 10_000, itemId }
    return labelOf(visits, answer(truth), { ...times, weight: isRight ? 1 : 0, verdict })
  }
  const makeItems = (count: number, bots: Visitor, status: 'unknown' | 'known'): Evidence[] =>
    Array.from({ length: count }, (_, n) => {
      const id = `${status} ${n}`
      const labels = Array.from({ length: 7 }, () =>
        label(id, `word ${n}`, dice() < 0.2 ? bots : honest),
      )
      const truth = status === 'known' ? `word ${n}` : null
      return evidenceOf(labels, { item: { id, status, label: truth } })
    })
  return { random, colluding, makeItems }
}

function readAll(page: readonly Evidence[], fit: Fit): Reading[] {
  return page.map((evidence) => settle(evidence, fit, terms)).filter((reading) => reading !== null)
}

function rightOf(readings: readonly Reading[]): number {
  const right = readings.filter(({ itemId, text }) => text === itemId.replace('unknown', 'word'))
  return right.length / readings.length
}

describe('a re-fit', () => {
  const canary = { status: 'known', label: 'monat' } as const
  for (const kind of ['transcription', 'classification'] as const)
    test(`is the same to the last bit in whatever order labels come (${kind})`, () => {
      const labels = anyLabels(kind, fc.constantFrom('monat', 'monet', 'x'))
      const orders = fc
        .array(labels, { minLength: 1, maxLength: 6 })
        .chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.tuple(...all.map((of) => fc.shuffledSubarray(of, { minLength: of.length }))),
          ),
        )
      fc.assert(
        fc.property(orders, (both) => {
          const [one, other] = both.map((all) => {
            const page = all.map((of, n) =>
              evidenceOf(of, { item: { id: `item ${n}`, kind, ...(n % 2 === 0 ? canary : {}) } }),
            )
            const fit = refit(page, kind)
            return { fit, readings: page.map((of) => settle(of, fit, termsOf(kind))) }
          })
          assert.deepEqual(other, one)
        }),
        { numRuns: 25 },
      )
    })

  // Asking ends with the first labels that agree, but canaries were judged by the labels whose challenges had
  // the first ids, which are random.
  test('judges canaries by the labels that came first', () => {
    const answering = (texts: readonly string[], id: string, item: Partial<Item>) =>
      evidenceOf(
        texts.map((given, n) => labelOf(n, given, { givenAtMs: -n, networkHash: `${id} ${n}` })),
        { item: { id, ...item } },
      )
    const agreed = Array.from({ length: 200 }, () => ['monat', 'monat', 'monat', 'monat', 'monat'])
    const doubted = agreed.slice(0, 20).map((texts) => ['monet', 'monet', ...texts])
    const page = [
      ...agreed.map((texts, n) => answering(texts, `word ${n}`, {})),
      ...doubted.map((texts, n) => answering(texts, `canary ${n}`, canary)),
    ]
    assert.equal(refit(page).parameters.temperature, 1)
  })

  // A canary that everyone read as one wrong text lowered no claim, because the right one was not among its
  // candidates: "none of these" was right then.
  test('makes claims milder if everyone misreads the canaries', () => {
    const page = Array.from({ length: 40 }, (_, n) =>
      evidenceOf(
        ['a', 'b', 'c'].map((name, at) =>
          labelOf(at, n < 4 ? 'monet' : 'monat', { networkHash: `${name} ${n}` }),
        ),
        { item: { id: `item ${n}`, ...canary } },
      ),
    )
    assert.ok(refit(page).parameters.temperature < 0.9)
  })

  test('takes nothing from no labels but what was taken for granted', () => {
    const { parameters, records } = refit([])
    const first = beginFit('transcription').parameters
    assert.deepEqual(parameters.shares, first.shares)
    assert.deepEqual([parameters.temperature, parameters.periods, records.size], [1, [], 0])
  })

  test('learns of each network how it read known items and how often it agreed with others', () => {
    const page = Array.from({ length: 30 }, (_, n) =>
      evidenceOf(
        ['one', 'two', 'three', 'wrong'].map((networkHash, at) =>
          labelOf(4 * n + at, networkHash === 'wrong' ? `own ${n}` : `word ${n}`, { networkHash }),
        ),
        {
          item: { id: `item ${n}` },
          poolStatus: 'known',
          knownAnswers: [knownAnswerOf(n, 'x', { networkHash: 'asked', isRight: n < 20 })],
        },
      ),
    )
    const { records } = refit(page)
    const { compared = 0, agreed = 0 } = records.get('one') ?? {}
    assert.ok(compared > 29 && agreed / compared > 0.98)
    const wrong = records.get('wrong')
    assert.ok(wrong && wrong.agreed / wrong.compared < 0.2)
    const asked = records.get('asked')
    assert.deepEqual([asked?.knownAsked, asked?.knownRight, asked?.compared], [30, 20, 0])
  })

  // An item that was wrong in the archive made good visitors fail, and kept counting against their networks
  // after it had stopped deciding.
  test('does not learn how networks read from items that no longer decide', () => {
    const page = Array.from({ length: 30 }, (_, n) =>
      evidenceOf([labelOf(n, 'Monat', { networkHash: 'good' })], {
        item: { id: `item ${n}`, status: 'known', label: 'Monet' },
        poolStatus: 'doubtful',
        knownAnswers: [knownAnswerOf(n, 'Monat', { networkHash: 'asked', isRight: false })],
      }),
    )
    assert.equal(refit(page).records.get('asked')?.knownAsked ?? 0, 0)
  })
})

// When every label had been recalled, the fit reported an attack on 97 of 100 of them: recalled labels were
// left out of readings only.
test('recalled labels are no attack, and make no time a poisoned one', () => {
  const canaries = Array.from({ length: 30 }, (_, at) => {
    const labels = [1, 2, 3, 4].map((n) =>
      labelOf(10 * at + n, n > 2 ? 'monat' : 'made up', { givenAtMs: n }),
    )
    return evidenceOf(labels, { item: { id: `item ${at}`, status: 'known', label: 'monat' } })
  })
  const facts = { id: 'r', corpus: 'letters', reason: 'bots', recalledAtMs: 9, liftedAtMs: null }
  const recall = { ...facts, networkHash: null, fromMs: 0, toMs: 3 }
  const { attack, periods } = refit(canaries, 'transcription', [recall]).parameters
  assert.deepEqual([attack, periods], [0, []])
})

describe('a re-fit of a simulated corpus', () => {
  test('reads nearly everything correctly if a fifth of the visitors are random bots', () => {
    const context = openContext(5)
    const page = context.makeItems(300, context.random, 'unknown')
    const fit = refit(page)
    const accepted = readAll(page, fit).filter(({ state }) => state === 'accepted')
    assert.ok(accepted.length > 280, String(accepted.length))
    assert.ok(rightOf(accepted) >= 0.98, String(rightOf(accepted)))
    const [, passed = 0, , , , , failed = 1] = fit.parameters.skills
    assert.ok(passed > 0.88 && failed < 0.5, `${passed} and ${failed}`)
  })

  test('accepts little that is wrong if a fifth collude and pass every second known item', () => {
    const context = openContext(6)
    const page = context.makeItems(300, context.colluding, 'unknown')
    const accepted = readAll(page, refit(page)).filter(({ state }) => state === 'accepted')
    assert.ok(accepted.length > 200, String(accepted.length))
    assert.ok(rightOf(accepted) >= 0.98, String(rightOf(accepted)))
  })

  test('makes claims milder by its canaries, never bolder, and canaries measure how true they are', () => {
    const context = openContext(7)
    const canaries = context.makeItems(80, context.random, 'known')
    const page = [...context.makeItems(300, context.random, 'unknown'), ...canaries]
    const fit = refit(page)
    const { temperature, calibratedOn, attack } = fit.parameters
    assert.ok(temperature > 0 && temperature <= 1, String(temperature))
    assert.deepEqual([calibratedOn, attack], [80, 0])
    const measured = openCanaries({
      settle: (evidence) => settle(evidence, fit, terms),
      isSame: (one, other) => one === other,
    })
    for (const evidence of canaries) measured.add(evidence)
    const { items, acceptedAccuracy, calibrationError } = measured.measure()
    assert.equal(items, 80)
    assert.ok((acceptedAccuracy ?? 0) >= 0.98)
    assert.ok(calibrationError !== null && calibrationError < 0.05, String(calibrationError))
  })
})
