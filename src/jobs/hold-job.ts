import type { JobKey, Jobs } from '../model/job.ts'
import type { Clock } from '../model/stores.ts'
import { leaseMs, type WorkTurn } from './turn.ts'

const renewEveryMs = 5_000

/** What holding a job needs. */
export type HoldContext = {
  jobs: Pick<Jobs, 'renew'>
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
  const renew = async (): Promise<void> => {
    await turn.renew()
    const untilMs = clock() + leaseMs
    held.state = await jobs.renew(key, { worker, untilMs }, held.progress)
    if (held.state !== 'held') ending.abort()
  }
  const renewing = setInterval(() => void renew().catch(() => undefined), renewEveryMs)
  renewing.unref()
  const held: HeldJob = {
    progress: '',
    state: 'held',
    stop: AbortSignal.any([stopped, ending.signal]),
    release: () => clearInterval(renewing),
  }
  return held
}
