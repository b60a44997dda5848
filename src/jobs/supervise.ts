import type { ChildProcess } from 'node:child_process'
import type { Clock } from '../model/stores.ts'
import type { JobLog } from './run-job.ts'
import type { JobTurnContext } from './turn.ts'

/** The message that the worker receives; it sends lines of the log. */
export const stopWord = 'stop'

/** Requests come first: the worker starts after the service does. */
const beginAfterMs = 1_000
const stopWithinMs = 10_000
const restart = { firstMs: 1_000, mostMs: 60_000, steadyAfterMs: 60_000 } as const

/** What supervising a worker needs. */
export type SuperviseContext = {
  /** Starts the process that runs the jobs. */
  start: () => ChildProcess
  clock: Clock
  pause: JobTurnContext['pause']
  log: JobLog
}

/** Ends the worker, once its work is interrupted between two commits. */
export type Supervised = { stop(): Promise<void> }

/**
 * Keeps a worker running beside the service. If it dies, the service goes on and another is started: after a
 * second, and after twice as long each time it dies young.
 */
export function superviseWorker(context: SuperviseContext): Supervised {
  const ending = new AbortController()
  const done = keepRunning(context, ending.signal)
  return {
    stop: () => {
      ending.abort()
      return done
    },
  }
}

async function keepRunning(context: SuperviseContext, stopped: AbortSignal): Promise<void> {
  const { clock, pause, log } = context
  await pause(beginAfterMs, stopped)
  let waitMs: number = restart.firstMs
  while (!stopped.aborted) {
    const startedAtMs = clock()
    const ended = await runWorker(context, stopped)
    if (stopped.aborted) return
    if (clock() - startedAtMs >= restart.steadyAfterMs) waitMs = restart.firstMs
    log({ level: 'error', text: 'the worker died; another will be started', ended, waitMs })
    await pause(waitMs, stopped)
    waitMs = Math.min(restart.mostMs, waitMs * 2)
  }
}

/** Runs one worker to its end, and returns how it ended. */
function runWorker({ start, log }: SuperviseContext, stopped: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const child = start()
    let killing: NodeJS.Timeout | undefined
    const stop = (): void => {
      if (child.connected) child.send(stopWord, () => undefined)
      killing = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
    }
    const end = (how: string): void => {
      clearTimeout(killing)
      stopped.removeEventListener('abort', stop)
      resolve(how)
    }
    child.on('message', (line) => log(line as Parameters<JobLog>[0]))
    child.on('error', (cause) => end(cause.message))
    child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`))
    stopped.addEventListener('abort', stop, { once: true })
    if (stopped.aborted) stop()
  })
}
