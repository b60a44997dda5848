import * as crypto from 'node:crypto'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { puzzleCost, type Puzzle, type SolvePuzzle } from '../model/way.ts'

/** Each holds the memory of a puzzle, and a processor, while it is solved. */
const atOnceMax = 2
const threadModule = new URL('./puzzle-thread.ts', import.meta.url)

/**
 * Opens what solves puzzles off the event loop, two at a time: with Node's own Argon2id, or where it has none (before
 * 24.7) with that of browsers, in a thread of its own.
 */
export function openPuzzles(hasOwn = 'argon2' in crypto): SolvePuzzle {
  const solve = hasOwn ? solveHere : openThread()
  const waiting: (() => void)[] = []
  let running = 0
  return async (puzzle) => {
    if (running >= atOnceMax) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await solve(puzzle)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}

async function solveHere({ salt, text }: Puzzle): Promise<string> {
  const { memoryKib: memory, passes, tagBytes: tagLength } = puzzleCost
  const [message, nonce] = [Buffer.from(text), Buffer.from(salt)]
  const of = { message, nonce, parallelism: 1, tagLength, memory, passes }
  return (await promisify(crypto.argon2)('argon2id', of)).toString('base64url')
}

// The thread keeps no process alive unless it has something to do.
function openThread(): SolvePuzzle {
  let thread: Worker | null = null
  const open = new Map<number, { resolve: (tag: string) => void; reject: (cause: Error) => void }>()
  let last = 0

  function start(): Worker {
    const started = new Worker(threadModule)
    started.on('message', ({ number, tag }: { number: number; tag: string }) => {
      open.get(number)?.resolve(tag)
      open.delete(number)
      if (open.size === 0) started.unref()
    })
    started.on('error', (cause: Error) => {
      for (const { reject } of open.values()) reject(cause)
      open.clear()
      thread = null
    })
    return started
  }

  return (puzzle) =>
    new Promise((resolve, reject) => {
      last += 1
      open.set(last, { resolve, reject })
      thread ??= start()
      thread.ref()
      thread.postMessage({ number: last, puzzle }, [])
    })
}
