import type { JobKey } from '../model/job.ts'
import type { JobContext } from './context.ts'

/** A run of a job: which job, what was asked for, and how to report progress. */
export type JobRun = JobKey & {
  input: unknown
  /** Reports progress, in a few words for people. */
  announce(progress: string): void
  /** Writes a warning into the log, for what the operator should learn whatever becomes of the run. */
  warn(text: string, facts: Readonly<Record<string, string>>): void
  /**
   * Says whether to stop at the next consistent point; work that does not ask is interrupted between two
   * commits.
   */
  isStopped(): boolean
  /** Is aborted when the work is to stop. */
  stop: AbortSignal
}

/**
 * How a run ended. A recurring job is due again after its usual time, or after `dueInMs`. `requests` are jobs
 * that its work made due. A refused job is not tried again.
 */
export type JobOutcome =
  { done: string; dueInMs?: number; requests?: readonly JobKey[] } | { refused: string }

/** Seconds at most, minutes at most, or as long as what was asked for takes. */
export type JobLane = 'quick' | 'long' | 'bulk'

/**
 * A kind of work that runs beside the requests. A stop or a kill may interrupt it between any two calls of
 * the store. The next run resumes it, and nothing is lost or done twice.
 */
export type JobKind = {
  /**
   * Jobs of one lane run one after another. Those of different lanes share the turn, so that settling goes on
   * between the pieces of a fit, and both between those of an import.
   */
  lane: JobLane
  /** What it is planned for, and how often it is due there; null if it runs on request only. */
  plan: { on: 'store' | 'corpora'; everyMs: number } | null
  /** Says without a commit whether there is anything to do; absent if there always is. */
  hasWork?(context: JobContext): Promise<boolean>
  run(run: JobRun, context: JobContext): Promise<JobOutcome>
}
