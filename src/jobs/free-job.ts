import type { Job, JobKey, Jobs } from '../model/job.ts'
import { hasEnded } from './process-name.ts'

/** Frees a job whose process was killed, before its lease ends. */
export async function freeIfEnded(jobs: Pick<Jobs, 'find' | 'end'>, key: JobKey): Promise<void> {
  const job = await jobs.find(key)
  if (job) await freeJob(jobs, job)
}

/** Frees all jobs whose process was killed, so that a restarted service resumes at once. */
export async function freeEnded(jobs: Pick<Jobs, 'listAll' | 'end'>): Promise<void> {
  for (const job of await jobs.listAll()) await freeJob(jobs, job)
}

// A job that a command ran is left to whoever runs the command again.
async function freeJob(jobs: Pick<Jobs, 'end'>, job: Job): Promise<void> {
  if (job.state !== 'running' || !hasEnded(job.worker)) return
  const { progress, dueAtMs, worker } = job
  const failures = job.failures + 1
  const isLeft = dueAtMs === null
  const state = isLeft ? 'failed' : 'waiting'
  const reason = isLeft ? 'its process was killed' : ''
  await jobs.end(job, worker, { state, progress, reason, failures, dueAtMs })
}
