import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Judged } from '../../labels/temperature.ts'
import { calibrate, fitCalibration, uncalibrated } from './calibration.ts'

function alike(probabilities: number[], { right, of }: { right: number; of: number }): Judged[] {
  return Array.from({ length: of }, (_, place) => ({ probabilities, right: place < right ? 0 : 1 }))
}

describe('a calibration', () => {
  test('changes nothing if nothing is judged', () => {
    assert.deepEqual(fitCalibration([]), uncalibrated)
    assert.deepEqual([...calibrate([0.75, 0.25], uncalibrated)], [0.75, 0.25])
  })

  test('has a floor if the most certain are no better than the others', () => {
    const judged = [
      ...alike([0.9, 0.1], { right: 180, of: 200 }),
      ...alike([1 - 1e-9, 1e-9], { right: 180, of: 200 }),
    ]
    const calibration = fitCalibration(judged)
    assert.ok(calibration.floor > 0)
    const [top] = calibrate([1 - 1e-9, 1e-9], calibration)
    assert.ok(Math.abs((top ?? 0) - 0.9) < 0.03)
  })

  test('of a few tasks that are all right does not sharpen', () => {
    assert.ok(fitCalibration(alike([0.9, 0.1], { right: 3, of: 3 })).temperature < 1.2)
  })
})
