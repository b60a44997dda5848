import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { estimateAccuracies } from './worker-accuracy.ts'

describe('the accuracy of a worker', () => {
  const many = { right: new Float64Array(50).fill(8), count: new Float64Array(50).fill(10) }

  test('without a record is that of all', () => {
    const right = Float64Array.from([...many.right, 0])
    const accuracies = estimateAccuracies({ right, count: Float64Array.from([...many.count, 0]) })
    assert.ok(Math.abs((accuracies.at(-1) ?? 0) - 0.8) < 0.01)
  })
  test('is close to that of all if all are alike', () => {
    const right = Float64Array.from([...many.right, 0])
    const accuracies = estimateAccuracies({ right, count: Float64Array.from([...many.count, 2]) })
    assert.ok((accuracies.at(-1) ?? 0) > 0.7)
  })
  test('follows the worker’s own record if all differ', () => {
    const right = Float64Array.from({ length: 50 }, (_, j) => (j % 2 === 0 ? 10 : 0))
    const accuracies = estimateAccuracies({ right, count: new Float64Array(50).fill(10) })
    assert.ok((accuracies[0] ?? 0) > 0.93 && (accuracies[1] ?? 1) < 0.07)
  })
  test('is never quite sure', () => {
    const count = new Float64Array(3).fill(1e6)
    for (const p of estimateAccuracies({ right: count, count })) assert.ok(p <= 0.995)
    for (const p of estimateAccuracies({ right: new Float64Array(3), count })) assert.ok(p >= 0.005)
  })
})
