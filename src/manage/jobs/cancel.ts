import type { Job } from '../../model/job.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { askedKinds } from './request.ts'

/** A job that was cancelled: at once, or at its next step if it was running. */
export type CancelledJob = { kind: string; corpus: string; isStopping: boolean }

/** Cancels an import or an export that waits or runs. The work beside the requests that recurs cannot be cancelled. */
export async function cancelJob(
  { store: { jobs }, actor }: Pick<Context, 'store' | 'actor'>,
  { kind, corpus }: { kind: string; corpus: string },
): Promise<CancelledJob | Refused> {
  if (!askedKinds.some((one) => one === kind)) return { refused: 'job_recurs', kind }
  const job = await jobs.find({ kind, corpus })
  const isSeen = job && (actor.organisation === null || actor.organisation.id === ownerOf(job))
  const cancelled = isSeen ? await jobs.cancel(job) : null
  return cancelled
    ? { kind, corpus, isStopping: cancelled === 'stopping' }
    : { refused: 'no_such_job', kind, corpus }
}

/** The organisation that a job was asked for; null if nobody can tell. */
function ownerOf({ input }: Job): string | null {
  try {
    const { organisation } = JSON.parse(input) as { organisation?: unknown }
    return typeof organisation === 'string' ? organisation : null
  } catch {
    return null
  }
}
