import type { JobKey, Jobs } from '../model/job.ts'
import type { Clock } from '../model/stores.ts'
import { leaseMs, type WorkTurn } from './turn.ts'

const renewEveryMs = 5_000
/** Whoever cancels a job does not wait for long. */
const lookEveryMs = 500

/** What holding a job needs. */
export type HoldContext = {
  jobs: Pick<Jobs, 'renew' | 'find'>
  clock: Clock
  worker: string
  turn: WorkTurn
}

/** A job that is held: how far it is, which its work changes, and whether it is still ours. */
export type HeldJob = {
  progress: string
  state: 'held' | 'cancelled' | 'lost'
  /** Is aborted when the work is to stop. */
  stop: AbortSignal
  release(): void
}

/** Renews a taken job and the turn until it is released, or was cancelled or lost. */
export function holdJob(key: JobKey, context: HoldContext, stopped: AbortSignal): HeldJob {
  const { jobs, clock, worker, turn } = context
  const ending = new AbortController()
  const end = (state: HeldJob['state']): void => {
    if (state === 'held') return
    held.state = state
    ending.abort()
  }
  const renew = async (): Promise<void> => {
    await turn.renew()
    const untilMs = clock() + leaseMs
    end(await jobs.renew(key, { worker, untilMs }, held.progress))
  }
  const look = async (): Promise<void> => {
    const job = await jobs.find(key)
    if (job?.worker === worker && job.isCancelled) end('cancelled')
  }
  const timers = [repeat(renew, renewEveryMs), repeat(look, lookEveryMs)]
  const held: HeldJob = {
    progress: '',
    state: 'held',
    stop: AbortSignal.any([stopped, ending.signal]),
    release: () => {
      for (const timer of timers) clearInterval(timer)
    },
  }
  return held
}

// The next time may do what this one could not.
function repeat(work: () => Promise<void>, everyMs: number): NodeJS.Timeout {
  return setInterval(() => void work().catch(() => undefined), everyMs).unref()
}
