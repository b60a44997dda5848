import { setImmediate as onNextTurn } from 'node:timers'
import type { Beginnings, FairQueue } from '../model/limit.ts'
import { networkOf } from './holder.ts'

/** How many have their turn at once, and how many may wait: of each holder, and of all together. */
export type QueueLimits = { atOnceMax: number; waitingMaxEach: number; waitingMax: number }

/**
 * Opens a queue in which the holders take turns, so that whoever asks for much makes only himself wait. A turn
 * lasts until it is given back, and until the event loop has turned.
 */
export function openFairQueue({ atOnceMax, waitingMaxEach, waitingMax }: QueueLimits): FairQueue {
  /** What waits of each holder; the holder whose turn is next comes first. */
  const queues = new Map<string, (() => void)[]>()
  let going = 0
  let waiting = 0

  function begin(): () => void {
    going += 1
    let isOver = false
    return () => {
      // Much is done without waiting for anything. If its turn ended at once, hundreds of requests that came together
      // would be done before the next one is even read.
      if (!isOver) onNextTurn(next)
      isOver = true
    }
  }

  function next(): void {
    going -= 1
    const [first] = queues
    if (!first) return
    const [holder, starts] = first
    const start = starts.shift()
    queues.delete(holder)
    if (starts.length > 0) queues.set(holder, starts)
    waiting -= 1
    start?.()
  }

  return {
    enter: (holder) => {
      if (going < atOnceMax) return Promise.resolve(begin())
      const own = queues.get(holder) ?? []
      if (own.length >= waitingMaxEach || waiting >= waitingMax) return null
      waiting += 1
      return new Promise((resolve) => {
        own.push(() => resolve(begin()))
        queues.set(holder, own)
      })
    },
  }
}

/**
 * Lets so many requests begin in each turn of the event loop, the networks of their addresses in turn. It needs no
 * store, so that it works while the store does not; nothing of an address is kept longer than it waits.
 */
export function openBeginnings(limits: QueueLimits): Beginnings {
  const queue = openFairQueue(limits)
  return {
    wait: async (address) => {
      const leave = await queue.enter(networkOf(address))
      leave?.()
      return leave !== null
    },
  }
}
