import type { FairQueue } from '../model/limit.ts'

/** How many tasks run at once, and how many may wait: of each holder, and of all together. */
export type QueueLimits = { atOnceMax: number; waitingMaxEach: number; waitingMax: number }

/**
 * Opens a queue for work that takes a while. The holders take turns, so whoever asks for much makes only himself
 * wait.
 */
export function openFairQueue({ atOnceMax, waitingMaxEach, waitingMax }: QueueLimits): FairQueue {
  /** The tasks of each holder; the holder whose turn is next comes first. */
  const queues = new Map<string, (() => void)[]>()
  let running = 0
  let waiting = 0

  function next(): void {
    running -= 1
    const [first] = queues
    if (!first) return
    const [holder, [begin, ...rest]] = first
    queues.delete(holder)
    if (rest.length > 0) queues.set(holder, rest)
    waiting -= 1
    begin?.()
  }

  async function run<Value>(work: () => Promise<Value>): Promise<Value> {
    running += 1
    try {
      return await work()
    } finally {
      next()
    }
  }

  return {
    take: (holder, work) => {
      if (running < atOnceMax) return run(work)
      const own = queues.get(holder) ?? []
      if (own.length >= waitingMaxEach || waiting >= waitingMax) return null
      waiting += 1
      return new Promise((resolve) => {
        queues.set(holder, [...own, () => resolve(run(work))])
      })
    },
  }
}
