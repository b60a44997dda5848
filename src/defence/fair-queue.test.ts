import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
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
    await nextTurn()
    const leave = leaves.shift()
    leave?.()
    leave?.()
    await nextTurn()
  }
  return { begun, enter, endOne }
}

async function doAtOnce(queue: FairQueue, work: () => void): Promise<void> {
  const leave = await queue.enter('one')
  work()
  leave?.()
}

describe('a fair queue', () => {
  test('lets one who asks for one go next, however many another asked for before', async () => {
    const { begun, enter, endOne } = openTurns(
      openFairQueue({ atOnceMax: 2, waitingMaxEach: 100, waitingMax: 1_000 }),
    )
    for (let n = 0; n < 64; n += 1) assert.ok(enter('greedy'))
    assert.ok(enter('honest'))
    await nextTurn()
    assert.deepEqual(begun, ['greedy', 'greedy'])
    await endOne()
    await endOne()
    assert.deepEqual(begun, ['greedy', 'greedy', 'greedy', 'honest'])
    for (let n = 0; n < 61; n += 1) await endOne()
    assert.equal(begun.length, 65)
  })

  // Four hundred that came together were done in one go, and the next one was read when they were over.
  test('begins only so many in one turn of the event loop, though none waits for anything', async () => {
    const queue = openFairQueue({ atOnceMax: 8, waitingMaxEach: 400, waitingMax: 1_000 })
    let done = 0
    for (let n = 0; n < 100; n += 1) void doAtOnce(queue, () => (done += 1))
    const each: number[] = []
    for (let n = 0; n < 3; n += 1) {
      const before = done
      await nextTurn()
      each.push(done - before)
    }
    assert.ok(
      each.every((count) => count <= 8),
      each.join(' '),
    )
    assert.ok(done >= 16)
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
