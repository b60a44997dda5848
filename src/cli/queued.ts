import type { RequestedJob } from '../manage/jobs/request.ts'
import type { Command, Result } from './command.ts'

/** The flag that leaves work to the worker of a running service. */
export const queueFlag = {
  type: 'boolean',
  meaning: 'leave it to the worker of a running service: see jobs',
} as const satisfies Command['flags'][string]

/** Tells that a job waits for a worker, and how to follow it. */
export function describeQueued({ kind, corpus }: RequestedJob): Result {
  const text = [
    `The ${kind} of “${corpus}” waits for the worker of a running service.`,
    '`incipit jobs` shows how far it is, `incipit jobs cancel` cancels it.',
  ].join('\n')
  return { text, json: { queued: true, kind, corpus } }
}
