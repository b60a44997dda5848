import { listJobs } from '../../manage/jobs/list.ts'
import type { Job } from '../../model/job.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { cell } from '../print.ts'
import { readTextFlag } from '../read-flags.ts'

/** `incipit jobs`: shows the work that runs beside the requests, by corpus and kind. */
export const jobs: Command = {
  usage: 'jobs',
  summary: 'shows the work that runs beside the requests: settling, imports, exports and so on',
  flags: {
    corpus: { type: 'string', meaning: 'only the jobs of this corpus [all]' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: (command, _, flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => listJobs(context, { corpus: readTextFlag(flags, 'corpus') }),
      (all) => {
        const shown = all.map(factsOf)
        return { text: shown.map(lineOf).join('\n') || 'There are no jobs yet.', json: shown }
      },
    ),
}

type Facts = ReturnType<typeof factsOf>

function factsOf(job: Job) {
  return {
    kind: job.kind,
    corpus: job.corpus || null,
    state: job.state,
    progress: job.progress || null,
    reason: job.reason || null,
    failures: job.failures,
    started_at: timeOf(job.startedAtMs),
    ended_at: timeOf(job.endedAtMs),
    due_at: timeOf(job.dueAtMs),
    process: job.worker || null,
  }
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
