import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { countersInMemory } from '../../test/setup/counters.ts'
import { meet, openPolicy } from './policy.ts'

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

  // Twenty visitors of one office were asked for four words each, as if they had failed.
  test('asks the more, the more a network has failed of late, and not the more it has been right', async () => {
    let now = 0
    const { learn, levelFor } = openPolicy(countersInMemory(() => now))
    const levelAfter = async (isRight: boolean, answers: number) => {
      for (let n = 0; n < answers; n += 1) await learn('a network', isRight)
      return levelFor({ difficulty: 'auto' }, 'a network')
    }
    assert.equal(await levelAfter(true, 5_000), 'easy')
    assert.equal(await levelAfter(false, 5), 'easy')
    assert.equal(await levelAfter(false, 1), 'moderate')
    assert.equal(await levelAfter(true, 1), 'moderate')
    assert.equal(await levelAfter(true, 1), 'easy')
    assert.equal(await levelAfter(false, 15), 'moderate')
    assert.equal(await levelAfter(false, 1), 'difficult')
    assert.equal(await levelFor({ difficulty: 'auto' }, 'another network'), 'easy')
    assert.equal(await levelFor({ difficulty: 'moderate' }, 'a network'), 'moderate')
    now += 600_000
    assert.equal(await levelAfter(true, 0), 'easy')
  })

  test('takes a solved challenge for a person, a difficult one the more', () => {
    const { scoreOf } = openPolicy(countersInMemory(() => 0))
    assert.deepEqual(scoreOf('easy'), { score: 0.1, reasons: ['solved'] })
    assert.deepEqual(scoreOf('difficult'), { score: 0.05, reasons: ['solved'] })
  })
})
