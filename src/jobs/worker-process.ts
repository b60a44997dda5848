import { fork, type ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { JobLog } from './run-job.ts'
import { stopWord } from './supervise.ts'

const heapMegabytes = 512
/** Node's own; the service takes less. */
const youngMegabytes = 16

/**
 * Starts a worker in a process of its own, with a memory limit, and with lower priority than the service when
 * both want the processor.
 */
export function startWorker(
  module: URL,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const child = fork(module, {
    env: { ...process.env, ...environment },
    execArgv: [
      ...process.execArgv,
      `--max-old-space-size=${heapMegabytes}`,
      `--max-semi-space-size=${youngMegabytes}`,
    ],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Bytes as they are.
    serialization: 'advanced',
  })
  if (child.pid !== undefined) lowerPriority(child.pid)
  return child
}

/** Lowers the priority of a process (0: this one) with all its threads, if the system allows it. */
export function lowerPriority(pid: number): void {
  for (const thread of threadsOf(pid)) {
    try {
      setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
    } catch {
      // It has ended already, or the system has no priorities; the work is the same.
    }
  }
}

// On Linux each thread has a priority of its own. New ones take over that of the thread that starts them.
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid === 0 ? 'self' : pid}/task`).map(Number)
  } catch {
    return [pid]
  }
}

/**
 * The worker's own side: runs work until the service says to stop or is gone, or the process is told to end.
 */
export async function serveAsWorker(
  work: (stopped: AbortSignal, log: JobLog) => Promise<void>,
): Promise<void> {
  const ending = new AbortController()
  const stop = (): void => ending.abort()
  process.on('message', (word) => {
    if (word === stopWord) stop()
  })
  process.on('disconnect', stop)
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    await work(ending.signal, (line) => {
      if (process.connected) process.send?.(line, undefined, undefined, () => undefined)
    })
  } finally {
    if (process.connected) process.disconnect()
  }
}
