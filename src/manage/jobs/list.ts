import type { Job } from '../../model/job.ts'
import type { Context } from '../context.ts'

/**
 * The jobs of a corpus, or of all corpora of the organisation that whoever acts acts for. The operator of the
 * service is shown those of all organisations, and those on the whole store. The state of
 * a job and why it is in it are told as of now: one whose process is gone does not run.
 */
export async function listJobs(
  { actor, store, clock }: Context,
  { corpus }: { corpus: string | null },
): Promise<readonly Job[]> {
  const { organisation } = actor
  const all = await (organisation ? store.jobs.list(organisation.id) : store.jobs.listAll())
  const nowMs = clock()
  return all
    .filter((job) => corpus === null || job.corpus === corpus)
    .map((job) => asOf(job, nowMs))
}

function asOf(job: Job, nowMs: number): Job {
  if (job.state !== 'running') return job
  if (job.leaseUntilMs <= nowMs)
    return { ...job, state: stateOfGone(job), reason: 'its process has ended' }
  return job.isCancelled ? { ...job, reason: 'it is being cancelled' } : job
}

// A job of a process that was killed goes on when another worker comes to it.
function stateOfGone({ isCancelled, dueAtMs }: Job): Job['state'] {
  if (isCancelled) return 'cancelled'
  return dueAtMs === null ? 'failed' : 'waiting'
}
