import { setTimeout as delay } from 'node:timers/promises'
import type { JobEnd, JobKey, Jobs } from '../model/job.ts'
import type { Clock, Random } from '../model/stores.ts'
import { freeIfEnded } from './free-job.ts'
import { holdJob, type HeldJob } from './hold-job.ts'
import { paceStore } from './pace.ts'
import { nameProcess } from './process-name.ts'
import { JobStopped, leaseMs, openTurn, type TurnSharing, type WorkTurn } from './turn.ts'
import { lowerPriority } from './worker-process.ts'

const tryEveryMs = 250
const thisProcess = 0
const never = new AbortController().signal

/** What a command needs to run a job. */
export type OwnProcess<Stored> = {
  store: Stored & { jobs: Jobs }
  clock: Clock
  random: Random
}

/** A job as a command requests it. */
export type OwnJob = JobKey & {
  input: unknown
  /** How often to try while another process runs the same job: four times a second. */
  triesMax: number
  /** When a recurring job is due again; null for one that does not recur. */
  dueInMs: number | null
}

/** What the work receives: how to report progress, and how to let others in where it calls no store. */
export type OwnRun = { announce: (progress: string) => void } & TurnSharing

/**
 * Runs a job in this process, while no other process runs the same one, taking turns with all other jobs. It
 * is listed like every job; a refusal is kept as the reason for its failure. Says so if another process kept
 * running it or took it over, or if it was cancelled.
 */
export async function runInOwnProcess<Stored extends object, Done extends object>(
  { store, clock, random }: OwnProcess<Stored>,
  job: OwnJob,
  work: (store: Stored & { jobs: Jobs }, run: OwnRun) => Promise<Done>,
): Promise<Done | 'busy' | 'cancelled'> {
  const { jobs } = store
  const worker = `${nameProcess(random)} command`
  const lease = () => ({ worker, untilMs: clock() + leaseMs })
  if (!(await takeJob(jobs, job, lease))) return 'busy'
  lowerPriority(thisProcess)
  const turn = openTurn({ jobs, clock, pause }, worker, never)
  const held = holdJob(job, { jobs, clock, worker, turn }, never)
  const end = (state: JobEnd['state'], reason: string): Promise<boolean> => {
    const dueAtMs = job.dueInMs === null ? null : clock() + job.dueInMs
    const { progress } = held
    return jobs.end(job, worker, { state, progress, reason, failures: reason ? 1 : 0, dueAtMs })
  }
  try {
    await turn.take()
    const run = ownRun(held, turn)
    const done = await work(paceStore(store, run.pass), run)
    const isRefused = 'refused' in done && typeof done.refused === 'string'
    await end(isRefused ? 'failed' : 'done', isRefused ? String(done.refused) : '')
    return done
  } catch (cause) {
    if (cause instanceof JobStopped) return (await end('cancelled', '')) ? 'cancelled' : 'busy'
    await end('failed', cause instanceof Error ? cause.message : String(cause))
    throw cause
  } finally {
    held.release()
    await turn.leave()
  }
}

function ownRun(held: HeldJob, { pass, away }: WorkTurn): OwnRun {
  return {
    announce: (progress) => (held.progress = progress),
    pass: async () => {
      if (held.stop.aborted) throw new JobStopped()
      await pass()
    },
    away,
  }
}

async function takeJob(
  jobs: Jobs,
  { kind, corpus, input, triesMax }: OwnJob,
  lease: () => { worker: string; untilMs: number },
): Promise<boolean> {
  const key = { kind, corpus }
  for (let tries = 1; ; tries += 1) {
    if (await jobs.takeNow(key, JSON.stringify(input), lease())) return true
    await freeIfEnded(jobs, key)
    if (tries >= triesMax) return false
    await pause(tryEveryMs)
  }
}

function pause(ms: number): Promise<void> {
  return delay(ms)
}
