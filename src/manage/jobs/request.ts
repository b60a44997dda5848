import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

/** The kinds of job that people ask for. */
export const askedKinds = ['import', 'export'] as const

/** A kind of job that people ask for. */
export type AskedKind = (typeof askedKinds)[number]

/** A job that waits for the worker of a running service. */
export type RequestedJob = { kind: AskedKind; corpus: string }

const waitingMax = 100

/**
 * Requests a job of what was asked for; null if one of the same kind on the same corpus is waiting or running.
 * Refused if too many wait.
 */
export async function requestJob(
  { store: { jobs }, clock }: Pick<Context, 'store' | 'clock'>,
  { kind, corpus }: RequestedJob,
  asked: object,
): Promise<RequestedJob | Refused | null> {
  const waiting = (await jobs.listAll()).filter(
    (job) => job.state === 'waiting' && askedKinds.some((one) => one === job.kind),
  )
  if (waiting.length >= waitingMax) return { refused: 'jobs_waiting', most: waitingMax }
  const request = { input: JSON.stringify(asked), dueAtMs: clock() }
  return (await jobs.request({ kind, corpus }, request)) ? { kind, corpus } : null
}
