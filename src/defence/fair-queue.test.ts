import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FairQueue } from '../model/limit.ts'
import { openFairQueue } from './fair-queue.ts'

/** Enters a queue, and notes whose turn began. */
function openTurns(queue: FairQueue) {
  const begun: string[] = []
  const leaves: (() => void)[] = []
  const noteTurn = async (holder: string, turn: ReturnType<FairQueue['enter']>): Promise<void> => {
    if (!turn) return
    const leave = await turn
    begun.push(holder)
    leaves.push(leave)
  }
  const enter = (holder: string): boolean => {
    const turn = queue.enter(holder)
    void noteTurn(holder, turn)
    return turn !== null
  }
  const endOne = async (): Promise<void> => {
    await Promise.resolve()
    const leave = leaves.shift()
    leave?.()
    leave?.()
    await Promise.resolve()
  }
  return { begun, enter, endOne }
}

describe('a fair queue', () => {
  test('lets one who asks for one go next, however many another asked for before', async () => {
    const { begun, enter, endOne } = openTurns(
      openFairQueue({ atOnceMax: 2, waitingMaxEach: 100, waitingMax: 1_000 }),
    )
    for (let n = 0; n < 64; n += 1) assert.ok(enter('greedy'))
    assert.ok(enter('honest'))
    await Promise.resolve()
    assert.deepEqual(begun, ['greedy', 'greedy'])
    await endOne()
    await endOne()
    assert.deepEqual(begun, ['greedy', 'greedy', 'greedy', 'honest'])
    for (let n = 0; n < 61; n += 1) await endOne()
    assert.equal(begun.length, 65)
  })

  test('lets each holder and all together wait only in so many', () => {
    const limits = { atOnceMax: 1, waitingMaxEach: 3, waitingMax: 5 }
    const { enter } = openTurns(openFairQueue(limits))
    const countEntered = (holder: string, count: number): number =>
      Array.from({ length: count }, () => enter(holder)).filter(Boolean).length
    assert.equal(countEntered('one', 10), 4)
    assert.equal(countEntered('two', 10), 2)
    assert.equal(countEntered('three', 10), 0)
  })
})
