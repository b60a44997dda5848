import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  anyLabels,
  evidenceOf,
  knownAnswerOf,
  labelOf,
  refit,
  termsOf,
} from '../../test/setup/evidence.ts'
import type { Item } from '../model/item.ts'
import { beginFit } from './fit.ts'
import { settle } from './settle.ts'

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
  const facts = {
    id: 'r',
    corpus: 'letters',
    reason: 'bots',
    recalledAtMs: 9,
    liftedAtMs: null,
    alarm: null,
  }
  const recall = { ...facts, networkHash: null, fromMs: 0, toMs: 3 }
  const { attack, periods } = refit(canaries, 'transcription', [recall]).parameters
  assert.deepEqual([attack, periods], [0, []])
})
