import type { JobKey } from '../model/job.ts'
import type { JobContext } from './context.ts'
import { freeEnded } from './free-job.ts'
import type { JobKind, JobLane } from './kind.ts'
import { runJob, type JobLog } from './run-job.ts'
import { JobStopped, leaseMs, openTurn, type JobTurnContext } from './turn.ts'

const planEveryMs = 10_000
const idleMs = 1_000
const dueMax = 100
const lanes = ['quick', 'long', 'bulk'] as const satisfies readonly JobLane[]

/** What a runner needs. */
export type RunnerContext = {
  context: JobContext
  kinds: Readonly<Record<string, JobKind>>
  /** The unique name of the process. */
  process: string
  pause: JobTurnContext['pause']
  log: JobLog
}

/**
 * Runs the jobs of a store as they come due, until it is stopped. The jobs of each lane run in the order they
 * came due, and the lanes take turns: one works at a time over all processes. Resolves once running work is
 * interrupted between two commits.
 */
export async function runJobs(runner: RunnerContext, stopped: AbortSignal): Promise<void> {
  await freeEnded(runner.context.jobs)
  await Promise.all(lanes.map((lane) => runLane(runner, lane, stopped)))
}

/** Plans the jobs, runs those that are due once, and returns how many ran. */
export async function runDueJobs(runner: RunnerContext, stopped: AbortSignal): Promise<number> {
  await planJobs(runner)
  let ran = 0
  for (const lane of lanes) ran += await runDue(runner, lane, stopped)
  return ran
}

async function runLane(runner: RunnerContext, lane: JobLane, stopped: AbortSignal): Promise<void> {
  const { context, pause, log } = runner
  let plannedAtMs = -Infinity
  while (!stopped.aborted) {
    try {
      if (lane === 'quick' && context.clock() >= plannedAtMs + planEveryMs) {
        await planJobs(runner)
        plannedAtMs = context.clock()
      }
      await runDue(runner, lane, stopped)
    } catch (cause) {
      if (!(cause instanceof JobStopped))
        log({ level: 'error', text: 'jobs cannot run', reason: String(cause) })
    }
    await pause(idleMs, stopped)
  }
}

async function planJobs({ context: { jobs }, kinds }: RunnerContext): Promise<void> {
  for (const [kind, { plan }] of Object.entries(kinds)) {
    if (plan?.on === 'corpora') await jobs.planForCorpora(kind)
    if (plan?.on === 'store') await jobs.planForStore(kind)
  }
}

async function runDue(runner: RunnerContext, lane: JobLane, stopped: AbortSignal): Promise<number> {
  const { context, kinds, process, pause, log } = runner
  const names = Object.keys(kinds).filter((name) => kinds[name]?.lane === lane)
  const due = await listWork(runner, names)
  if (due.length === 0) return 0
  const worker = `${process} ${lane}`
  const turn = openTurn({ jobs: context.jobs, clock: context.clock, pause }, worker, stopped)
  let ran = 0
  try {
    await turn.take()
    for (const key of due) {
      await turn.pass()
      const kind = kinds[key.kind]
      const job = await context.jobs.take(key, { worker, untilMs: context.clock() + leaseMs })
      if (!job || !kind) continue
      await runJob(job, kind, { context, worker, turn, stopped, log })
      ran += 1
    }
  } finally {
    await turn.leave()
  }
  return ran
}

async function listWork({ context, kinds }: RunnerContext, names: string[]): Promise<JobKey[]> {
  const idle = new Set<string>()
  for (const name of names) if ((await kinds[name]?.hasWork?.(context)) === false) idle.add(name)
  const working = names.filter((name) => !idle.has(name))
  return context.jobs.listDue(working, dueMax)
}
