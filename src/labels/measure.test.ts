import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accuracy, claimedAt, coverageAt, expectedCalibrationError } from './measure.ts'
import type { Judged } from './temperature.ts'

const sureAndRight: Judged = { probabilities: [0.995, 0.005], right: 0 }
const likelyAndRight: Judged = { probabilities: [0.3, 0.7], right: 1 }
const likelyAndWrong: Judged = { probabilities: [0.25, 0.75], right: 0 }

describe('accuracy', () => {
  const cases: { name: string; judged: Judged[]; is: number }[] = [
    { name: 'is the share that is right', judged: [sureAndRight, likelyAndWrong], is: 0.5 },
    {
      name: 'counts a tie of two as half',
      judged: [{ probabilities: [0.4, 0.4, 0.2], right: 1 }],
      is: 0.5,
    },
    {
      name: 'counts a tie of which none is right as nothing',
      judged: [{ probabilities: [0.4, 0.4, 0.2], right: 2 }],
      is: 0,
    },
    {
      name: 'counts as wrong what was right but not listed',
      judged: [{ probabilities: [1], right: -1 }],
      is: 0,
    },
    { name: 'is 0 of nothing', judged: [], is: 0 },
  ]
  for (const { name, judged, is } of cases) test(name, () => assert.equal(accuracy(judged), is))
})

describe('the expected calibration error', () => {
  test('weighs the gap of each bin by what is in it', () => {
    const judged = [sureAndRight, likelyAndRight, likelyAndWrong]
    assert.ok(Math.abs(expectedCalibrationError(judged) - (0.005 + Math.abs(1 - 1.45)) / 3) < 1e-9)
  })

  test('puts a confidence of 1 in the last bin', () => {
    assert.equal(expectedCalibrationError([{ probabilities: [1, 0], right: 0 }]), 0)
  })
})

test('What is claimed at a threshold has a share, a count and an accuracy.', () => {
  const judged = [sureAndRight, likelyAndRight, likelyAndWrong, likelyAndRight]
  assert.deepEqual(claimedAt(judged, 0.99), { share: 0.25, count: 1, accuracy: 1 })
})

describe('coverage at a precision', () => {
  test('goes as far down as the precision holds', () => {
    const judged = [likelyAndRight, sureAndRight, likelyAndWrong]
    assert.equal(coverageAt(judged, 1), 1 / 3)
    assert.equal(coverageAt(judged, 0.6), 1)
  })

  test('releases those of one confidence together', () => {
    const right: Judged = { probabilities: [0.8, 0.2], right: 0 }
    const wrong: Judged = { probabilities: [0.8, 0.2], right: 1 }
    assert.equal(coverageAt([right, wrong], 0.99), 0)
  })
})
