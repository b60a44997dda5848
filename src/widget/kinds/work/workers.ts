/** A puzzle for a worker: its number, and what is hashed how. */
export type Order = { index: number; salt: string; text: string; memoryKib: number; passes: number }

/** What a worker says of it: the tag, or null if it could not. */
export type Solved = { index: number; tag: Uint8Array | null }

type Policy = { createScriptURL: (url: string) => string }
type Factory = {
  createPolicy: (name: string, rules: Policy) => { createScriptURL: (url: string) => string }
}

// One for the document: its policy allows a name only once.
let policy: Policy | undefined

// Memory is what telephones have least of.
const MAX_WORKERS = 2
const LITTLE_MEMORY_GB = 1

/**
 * Solves all orders in workers of our own origin, two at most. One that fails, for lack of memory or else, leaves its
 * order to the other; `onFailed` is called once there is none. Returns what stops them.
 */
export function startWorkers(
  orders: readonly Order[],
  { onSolved, onFailed }: { onSolved: (solved: Solved) => boolean; onFailed: () => void },
): () => void {
  const waiting = [...orders]
  const running = new Map<Worker, Order | undefined>()
  // Some block all workers: the box hears of it once it shows the work.
  const count = typeof Worker === 'function' ? countOf() : 0
  if (count === 0) queueMicrotask(onFailed)
  for (let n = 0; n < count; n += 1) startOne()
  return stop

  function startOne(): void {
    const worker = new Worker(addressOf('worker.js'))
    worker.addEventListener('message', ({ data }: MessageEvent<Solved>) => {
      if (!data.tag) return fail(worker)
      if (onSolved(data)) give(worker)
      else stop()
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      fail(worker)
    })
    give(worker)
  }

  function give(worker: Worker): void {
    const order = waiting.shift()
    running.set(worker, order)
    if (order) worker.postMessage(order, [])
  }

  function fail(worker: Worker): void {
    const order = running.get(worker)
    if (!running.delete(worker)) return
    worker.terminate()
    if (order) waiting.unshift(order)
    if (running.size === 0) return onFailed()
    for (const [other, task] of running) if (!task) give(other)
  }

  function stop(): void {
    for (const worker of running.keys()) worker.terminate()
    running.clear()
  }
}

function countOf(): number {
  const { hardwareConcurrency: cores, deviceMemory: memory = 4 } = navigator as Navigator & {
    deviceMemory?: number
  }
  return memory <= LITTLE_MEMORY_GB || cores < 2 ? 1 : MAX_WORKERS
}

// The frame's policy asks for a trusted address.
function addressOf(file: string): string {
  const address = new URL(file, import.meta.url).href
  const { trustedTypes: factory } = globalThis as { trustedTypes?: Factory }
  policy ??= factory?.createPolicy('incipit-work', { createScriptURL: (url) => url })
  return policy ? policy.createScriptURL(address) : address
}
