import type { Job, JobEnd, JobKey } from '../model/job.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobOutcome } from './kind.ts'
import { holdJob, type HeldJob } from './hold-job.ts'
import { paceFolder, paceStore, paceWeb } from './pace.ts'
import { JobStopped, type TurnSharing, type WorkTurn } from './turn.ts'

const reasonLengthMax = 500
const backOff = { firstMs: 60_000, mostMs: 3_600_000, doublingsMax: 6 } as const
/** How often a requested job is tried. */
const triesMax = 5

/** What running a job needs, besides its context. */
export type RunContext = {
  context: JobContext
  worker: string
  turn: WorkTurn
  stopped: AbortSignal
  log: JobLog
}

/** Writes one log line about a job. */
export type JobLog = (
  line: { level: 'debug' | 'info' | 'warn' | 'error'; text: string } & Record<string, unknown>,
) => void

/**
 * Runs a taken job to its end, renewing it while it works, and keeps how it ended. If it throws, the error is
 * kept as the reason, and it is tried again after a delay that grows each time.
 */
export async function runJob(job: Job, kind: JobKind, run: RunContext): Promise<void> {
  const { context, worker, log } = run
  const startedAtMs = context.clock()
  const about = aboutOf(job)
  const isLong = kind.lane !== 'quick'
  if (isLong) log({ level: 'info', text: 'job started', ...about })
  const end = await work(job, kind, run)
  await context.jobs.end(job, worker, end)
  const seconds = (context.clock() - startedAtMs) / 1_000
  if (end.state === 'failed')
    log({ level: 'error', text: 'job failed', ...about, seconds, reason: end.reason })
  else if (isLong || end.progress !== '')
    log({
      level: kind.plan?.on === 'store' ? 'debug' : 'info',
      text: endTexts[end.state],
      ...about,
      seconds,
      result: end.progress,
    })
}

function aboutOf({ kind, corpus }: JobKey) {
  return { job: kind, ...(corpus === '' ? {} : { corpus }) }
}

const endTexts = { done: 'job done', waiting: 'job stopped', cancelled: 'job cancelled' } as const

async function work(job: Job, kind: JobKind, run: RunContext): Promise<JobEnd> {
  const { context, turn, stopped, log } = run
  const { jobs, clock } = context
  if (kind.plan === null && job.failures >= triesMax) return givenUp(job)
  const held = holdJob(job, { ...run, jobs, clock }, stopped)
  const pass = async (): Promise<void> => {
    if (held.stop.aborted) throw new JobStopped()
    await turn.pass()
  }
  try {
    const outcome = await kind.run(
      {
        kind: job.kind,
        corpus: job.corpus,
        input: readInput(job),
        announce: (progress) => (held.progress = progress),
        warn: (text, facts) => log({ level: 'warn', text, ...aboutOf(job), ...facts }),
        isStopped: () => held.stop.aborted,
        stop: held.stop,
      },
      paceContext(context, { pass, away: turn.away }),
    )
    await requestAll(context, 'done' in outcome ? (outcome.requests ?? []) : [])
    return endOf(outcome, kind, clock())
  } catch (cause) {
    if (cause instanceof JobStopped) return stoppedEnd(job, kind, { held, now: clock() })
    return failedEnd(job, kind, cause, clock())
  } finally {
    held.release()
  }
}

// Each kind refuses what it cannot read.
function readInput({ input }: Job): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return null
  }
}

// What ends its process each time, such as a damaged picture, would keep others from being run.
function givenUp({ failures }: Job): JobEnd {
  const reason = `It failed, or its process died, ${failures} times in a row.`
  return { state: 'failed', progress: '', reason, failures, dueAtMs: null }
}

function paceContext(context: JobContext, { pass, away }: TurnSharing): JobContext {
  return {
    ...paceStore(context, pass),
    openFolder: async (path) => {
      const folder = await context.openFolder(path)
      return 'refused' in folder ? folder : paceFolder(folder, pass)
    },
    openWeb: (...asked) => {
      const web = context.openWeb(...asked)
      return 'refused' in web ? web : paceWeb(web, away)
    },
  }
}

async function requestAll({ jobs, clock }: JobContext, keys: readonly JobKey[]): Promise<void> {
  for (const key of keys) await jobs.request(key, { input: '{}', dueAtMs: clock() })
}

function endOf(outcome: JobOutcome, { plan }: JobKind, now: number): JobEnd {
  const dueAtMs = plan ? now + plan.everyMs : null
  if ('refused' in outcome)
    return { state: 'failed', progress: '', reason: outcome.refused, failures: 1, dueAtMs }
  const { done, dueInMs } = outcome
  const soonerAtMs = dueInMs === undefined ? dueAtMs : now + dueInMs
  return { state: 'done', progress: done, reason: '', failures: 0, dueAtMs: soonerAtMs }
}

// It is due as before, so that the next process resumes at once.
function stoppedEnd(
  { dueAtMs, failures }: Job,
  { plan }: JobKind,
  { held: { progress, state }, now }: { held: HeldJob; now: number },
): JobEnd {
  const stopped = { progress, reason: '', failures }
  if (state === 'cancelled') return { ...stopped, state, dueAtMs: null }
  return { ...stopped, state: 'waiting', dueAtMs: dueAtMs ?? (plan ? now : null) }
}

function failedEnd(job: Job, { plan }: JobKind, cause: unknown, now: number): JobEnd {
  const failures = job.failures + 1
  const doublings = Math.min(backOff.doublingsMax, failures - 1)
  const waitMs = Math.min(backOff.mostMs, backOff.firstMs * 2 ** doublings)
  const isGivenUp = plan === null && (failures >= triesMax || job.dueAtMs === null)
  return {
    state: 'failed',
    progress: '',
    reason: (cause instanceof Error ? cause.message : String(cause)).slice(0, reasonLengthMax),
    failures,
    dueAtMs: isGivenUp ? null : now + waitMs,
  }
}
