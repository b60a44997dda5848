import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { fitTemperature, temper, type Judged } from './temperature.ts'

/** Tasks of one confidence, with the number of them that are right. */
function alike(confidence: number, { right, of }: { right: number; of: number }): Judged[] {
  return Array.from({ length: of }, (_, place) => ({
    probabilities: [confidence, 1 - confidence],
    right: place < right ? 0 : 1,
  }))
}

describe('a temperature', () => {
  test('brings the confidence to how often it is right', () => {
    const temperature = fitTemperature(alike(0.99, { right: 80, of: 100 }))
    const [top] = temper([0.99, 0.01], temperature)
    assert.ok(Math.abs((top ?? 0) - 0.8) < 1e-3)
  })

  test('is 1 if the confidence was honest, and if there is no evidence', () => {
    assert.ok(Math.abs(fitTemperature(alike(0.9, { right: 90, of: 100 })) - 1) < 1e-3)
    assert.equal(fitTemperature([]), 1)
    assert.equal(fitTemperature([{ probabilities: [0.9, 0.1], right: -1 }]), 1)
  })

  const extremes = [
    { name: 'never wrong', judged: alike(0.6, { right: 50, of: 50 }), bound: 2 },
    { name: 'never right', judged: alike(0.99, { right: 0, of: 50 }), bound: 0.05 },
  ]
  for (const { name, judged, bound } of extremes)
    test(`stays within its bounds if the top was ${name}`, () => {
      assert.ok(Math.abs(fitTemperature(judged) - bound) < 0.01)
    })

  test('keeps the order of the candidates and a sum of 1', () => {
    const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(weights, fc.double({ min: 0.05, max: 2, noNaN: true }), (some, exponent) => {
        const tempered = [...temper(some, exponent)]
        assert.ok(Math.abs(tempered.reduce((sum, p) => sum + p, 0) - 1) < 1e-9)
        const ranks = some.map((_, k) => k).toSorted((a, b) => (some[b] ?? 0) - (some[a] ?? 0))
        const ordered = ranks.map((k) => tempered[k] ?? 0)
        assert.deepEqual(
          ordered,
          ordered.toSorted((a, b) => b - a),
        )
      }),
    )
  })
})
