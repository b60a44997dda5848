import type { Jobs } from '../model/job.ts'
import type { Clock } from '../model/stores.ts'
import { hasEnded } from './process-name.ts'

/** A process that was killed with the turn, or with a job, keeps the others waiting for this long. */
export const leaseMs = 60_000

const turnRules = {
  /** How long one works before it checks whether another waits: passing the turn on costs three commits. */
  sliceMs: 250,
  tryEveryMs: 40,
  /** Whoever waits says so again before this is over. */
  wantedForMs: 1_500,
  /** Long enough for one who waits to try. */
  leaveForMs: 120,
} as const

/** Work is interrupted: the service stops, or the job or the turn now belongs to another process. */
export class JobStopped extends Error {}

/** Lets work that is interrupted go on to its next call of the store, which interrupts it again. */
export function untilNextPass(cause: unknown): void {
  if (!(cause instanceof JobStopped)) throw cause
}

/** What taking a turn needs; `pause` waits for a time, or until the signal is aborted. */
export type JobTurnContext = {
  jobs: Pick<Jobs, 'takeTurn' | 'wantTurn' | 'findTurn' | 'leaveTurn'>
  clock: Clock
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/** How work lets others in. */
export type TurnSharing = {
  /**
   * Call this between two steps of work: it lets waiting workers in, and throws when the work has to stop.
   */
  pass(): Promise<void>
  /** Gives the turn back while work waits for something outside, unless that comes at once, and takes it again. */
  away<Got>(wait: () => Promise<Got>): Promise<Got>
}

/** One worker's access to the turn. */
export type WorkTurn = TurnSharing & {
  /** Waits for the turn; throws `JobStopped` when it has to stop. */
  take(): Promise<void>
  /** Extends the turn. */
  renew(): Promise<void>
  leave(): Promise<void>
}

/**
 * Opens a worker's access to the one turn to work on a store: of all workers and commands, in all processes,
 * one works at a time. Nobody waits for long, because the worker passes the turn on between two steps.
 */
export function openTurn(context: JobTurnContext, worker: string, stopped: AbortSignal): WorkTurn {
  const { jobs, clock, pause } = context
  let lookAtMs = 0
  const lease = () => ({ worker, untilMs: clock() + leaseMs })
  const take = async (): Promise<void> => {
    let wantedAtMs = -Infinity
    for (;;) {
      if (stopped.aborted) throw new JobStopped()
      const { worker: holder } = await jobs.findTurn()
      if ((holder === null || holder === worker) && (await jobs.takeTurn(lease()))) break
      if (holder !== null && hasEnded(holder)) await jobs.leaveTurn(holder)
      if (clock() >= wantedAtMs + turnRules.wantedForMs / 2) {
        wantedAtMs = clock()
        await jobs.wantTurn({ worker, untilMs: wantedAtMs + turnRules.wantedForMs })
      }
      await pause(turnRules.tryEveryMs, stopped)
    }
    lookAtMs = clock() + turnRules.sliceMs
  }
  const pass = async (): Promise<void> => {
    if (stopped.aborted) throw new JobStopped()
    if (clock() < lookAtMs) return
    await letOthersIn()
    const { worker: holder, isWanted } = await jobs.findTurn()
    if (holder === worker && !isWanted) {
      lookAtMs = clock() + turnRules.sliceMs
      return
    }
    await jobs.leaveTurn(worker)
    await pause(turnRules.leaveForMs, stopped)
    await take()
  }
  const away = async <Got>(wait: () => Promise<Got>): Promise<Got> => {
    let hasCome = false
    const coming = wait().finally(() => (hasCome = true))
    await Promise.race([coming, pause(turnRules.sliceMs, stopped)])
    if (hasCome) return coming
    await jobs.leaveTurn(worker)
    const got = await coming
    await take().catch(untilNextPass)
    return got
  }
  return {
    take,
    pass,
    away,
    renew: async () => {
      const { worker: holder } = await jobs.findTurn()
      if (holder === worker) await jobs.takeTurn(lease())
    },
    leave: () => jobs.leaveTurn(worker),
  }
}

// A store that reads at once never yields by itself, so timers and the stop message get in here.
function letOthersIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
