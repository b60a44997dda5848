import type { JobKey } from '../model/job.ts'
import type { JobContext } from './context.ts'

/** A run of a job: which one, what was asked for, and the way to tell how far it is. */
export type JobRun = JobKey & {
  input: unknown
  /** Tells how far the work is, in a few words for people. */
  tell(progress: string): void
  /** Says whether the work is to end where it is whole; work that does not ask is broken off between two commits. */
  isStopped(): boolean
}

/**
 * How a run came to its end. A recurring job is due again after its usual time, or after `dueInMs`; `requests`
 * are jobs that its work made due. What was refused is not tried again.
 */
export type JobOutcome =
  { done: string; dueInMs?: number; requests?: readonly JobKey[] } | { refused: string }

/**
 * A kind of work that runs beside the requests. Its work may be broken off between any two calls of the store,
 * by a stop or a kill; the next run goes on, and nothing is lost or done twice.
 */
export type JobKind = {
  /** Quick jobs run between the pages of a long one. */
  lane: 'quick' | 'long'
  /** What it is planned for, and how often it is due there; null where it runs on request alone. */
  plan: { on: 'store' | 'corpora'; everyMs: number } | null
  /** Says without a commit whether there is anything to do; absent where there always is. */
  hasWork?(context: JobContext): Promise<boolean>
  run(run: JobRun, context: JobContext): Promise<JobOutcome>
}
