import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { levelOf, meet, openPolicy } from './policy.ts'

describe('the policy', () => {
  test('lets a network’s first three visits through on a passive site, then asks', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 500].map((visit) => meet('passive', visit)),
      [
        { asks: false, score: 0.3, reasons: ['not-asked'] },
        { asks: false, score: 0.35, reasons: ['not-asked'] },
        { asks: false, score: 0.4, reasons: ['not-asked'] },
        { asks: true },
        { asks: true },
      ],
    )
  })

  test('never asks on an invisible site, and scores a busy network worse up to a limit', () => {
    assert.deepEqual(
      [1, 4, 13, 14, 100_000].map((visit) => meet('invisible', visit)),
      [
        { asks: false, score: 0.3, reasons: ['not-asked'] },
        { asks: false, score: 0.45, reasons: ['not-asked', 'busy-network'] },
        { asks: false, score: 0.9, reasons: ['not-asked', 'busy-network'] },
        { asks: false, score: 0.9, reasons: ['not-asked', 'busy-network'] },
        { asks: false, score: 0.9, reasons: ['not-asked', 'busy-network'] },
      ],
    )
  })

  test('asks the more, the more a network has been asked of late', () => {
    const levels = [1, 5, 6, 20, 21].map(levelOf)
    assert.deepEqual(levels, ['easy', 'easy', 'moderate', 'moderate', 'difficult'])
  })

  test('takes a solved challenge for a person, a difficult one the more', () => {
    const { scoreOf } = openPolicy({ add: () => Promise.reject(new Error('nothing to count')) })
    assert.deepEqual(scoreOf('easy'), { score: 0.1, reasons: ['solved'] })
    assert.deepEqual(scoreOf('difficult'), { score: 0.05, reasons: ['solved'] })
  })
})
