import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FairQueue } from '../model/limit.ts'
import { openFairQueue } from './fair-queue.ts'

/** Work that says when it begins, and ends when it is told to. */
function openWork(queue: FairQueue) {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const take = (holder: string): Promise<string> | null =>
    queue.take(holder, () => {
      begun.push(holder)
      return new Promise((resolve) => {
        ends.push(() => resolve(holder))
      })
    })
  const endOne = async (): Promise<void> => {
    ends.shift()?.()
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return { begun, take, endOne }
}

describe('a fair queue', () => {
  test('lets one who asks for one go next, however many another asked for before', async () => {
    const { begun, take, endOne } = openWork(
      openFairQueue({ atOnceMax: 2, waitingMaxEach: 100, waitingMax: 1_000 }),
    )
    for (let n = 0; n < 64; n += 1) assert.ok(take('greedy'))
    assert.ok(take('honest'))
    assert.deepEqual(begun, ['greedy', 'greedy'])
    await endOne()
    await endOne()
    assert.deepEqual(begun, ['greedy', 'greedy', 'greedy', 'honest'])
    for (let n = 0; n < 62; n += 1) await endOne()
    assert.equal(begun.length, 65)
  })

  test('lets each holder and all together wait only in so many', () => {
    const limits = { atOnceMax: 1, waitingMaxEach: 3, waitingMax: 5 }
    const { take } = openWork(openFairQueue(limits))
    const taken = (holder: string, count: number): number =>
      Array.from({ length: count }, () => take(holder)).filter((turn) => turn !== null).length
    assert.equal(taken('one', 10), 4)
    assert.equal(taken('two', 10), 2)
    assert.equal(taken('three', 10), 0)
  })

  test('goes on after work that failed', async () => {
    const queue = openFairQueue({ atOnceMax: 1, waitingMaxEach: 3, waitingMax: 5 })
    const failing = queue.take('one', () => Promise.reject(new Error('broken')))
    const next = queue.take('one', async () => 'done')
    await assert.rejects(failing ?? Promise.resolve(), /broken/)
    assert.equal(await next, 'done')
  })
})
