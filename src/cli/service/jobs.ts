import type { Job } from '../../model/job.ts'
import type { Command } from '../command.ts'
import { cell } from '../print.ts'
import { withStore } from '../with-store.ts'

/** `incipit jobs`: what runs beside the requests, by corpus and kind. */
export const jobs: Command = {
  usage: 'jobs',
  summary: 'shows the work that runs beside the requests: settling, imports, exports and so on',
  flags: { corpus: { type: 'string', meaning: 'only the jobs of this corpus [all]' } },
  words: [0, 0],
  run: (context, _, flags) =>
    withStore(context, async (store) => {
      const corpus = typeof flags['corpus'] === 'string' ? flags['corpus'] : null
      const nowMs = context.clock()
      const shown = (await store.jobs.list(corpus)).map((job) => factsOf(job, nowMs))
      return { text: shown.map(lineOf).join('\n') || 'There is no job yet.', json: shown }
    }),
}

type Facts = ReturnType<typeof factsOf>

// A job of a process that was killed goes on when another worker comes to it.
function factsOf(job: Job, nowMs: number) {
  const isGone = job.state === 'running' && job.leaseUntilMs <= nowMs
  const state = isGone ? goneState(job) : job.state
  const isStopping = state === 'running' && job.isCancelled
  const reason = isGone ? 'its process is gone' : isStopping ? 'it is being cancelled' : job.reason
  return {
    kind: job.kind,
    corpus: job.corpus || null,
    state,
    progress: job.progress || null,
    reason: reason || null,
    failures: job.failures,
    started_at: timeOf(job.startedAtMs),
    ended_at: timeOf(job.endedAtMs),
    due_at: timeOf(job.dueAtMs),
    process: job.worker || null,
  }
}

function goneState({ isCancelled, dueAtMs }: Job): Job['state'] {
  if (isCancelled) return 'cancelled'
  return dueAtMs === null ? 'failed' : 'waiting'
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

function lineOf(of: Facts): string {
  const about = [of.kind, of.corpus ?? '-', of.state].map(cell).join('  ')
  const texts = [of.reason, of.progress].filter((text) => text !== null).map(cell)
  const times = [
    of.started_at ? `started ${of.started_at}` : null,
    of.state !== 'running' && of.ended_at ? `ended ${of.ended_at}` : null,
    of.state !== 'running' && of.due_at ? `due ${of.due_at}` : null,
    of.process ? `by ${cell(of.process)}` : null,
  ]
  return [about, ...texts, ...times.filter((text) => text !== null)].join('  ')
}
