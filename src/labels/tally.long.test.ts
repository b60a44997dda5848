import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDice } from '../../test/setup/answers.ts'
import { evidenceOf, labelOf, refit, termsOf } from '../../test/setup/evidence.ts'
import type { Label } from '../model/answer.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import { openCanaries } from './canary.ts'
import type { Fit } from './fit.ts'
import { settle } from './settle.ts'

const terms = termsOf('transcription')

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
      agreement: terms.agreement,
    })
    for (const evidence of canaries) measured.add(evidence)
    const { items, acceptedAccuracy, calibrationError } = measured.measure()
    assert.equal(items, 80)
    assert.ok((acceptedAccuracy ?? 0) >= 0.98)
    assert.ok(calibrationError !== null && calibrationError < 0.05, String(calibrationError))
  })
})
