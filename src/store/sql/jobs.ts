import type { Job, JobKey, Jobs, JobState } from '../../model/job.ts'
import type { Clock } from '../../model/stores.ts'
import { jobStatements } from './job-statements.ts'
import { step, type Row, type Sql } from './sql.ts'

const listedMax = 10_000

/** Jobs and the turn to work, kept in an SQL engine. */
export function openJobs(sql: Sql, clock: Clock): Jobs {
  return { ...openRuns(sql, clock), ...openTurns(sql, clock) }
}

type Turns = Pick<Jobs, 'takeTurn' | 'wantTurn' | 'findTurn' | 'leaveTurn'>

function openRuns(sql: Sql, clock: Clock): Omit<Jobs, keyof Turns> {
  const change = async (statement: string, ...values: (string | number | null)[]) =>
    (await sql.write([step(statement, ...values)]))[0] ?? []
  return {
    planForCorpora: async (kind) => {
      const now = clock()
      await sql.write([
        step(jobStatements.planJobs, kind, now),
        step(jobStatements.forgetJobs, kind, now),
      ])
    },
    planForStore: async (kind) => {
      await sql.write([step(jobStatements.planJobOfStore, kind, clock())])
    },
    request: async ({ kind, corpus }, { input, dueAtMs }) =>
      (await change(jobStatements.requestJob, kind, corpus, input, dueAtMs, clock())).length > 0,
    listDue: (kinds, limit) => listDue(sql, { kinds, limit, now: clock() }),
    take: async ({ kind, corpus }, { worker, untilMs }) => {
      const now = clock()
      const of = [now, worker, untilMs, kind, corpus, now, now] as const
      const [row] = await change(jobStatements.takeJob, ...of)
      return row ? jobOf(row) : null
    },
    takeNow: async ({ kind, corpus }, input, { worker, untilMs }) => {
      const now = clock()
      const of = [kind, corpus, input, now, worker, untilMs, now] as const
      const [row] = await change(jobStatements.takeJobNow, ...of)
      return row ? jobOf(row) : null
    },
    renew: async ({ kind, corpus }, { worker, untilMs }, progress) =>
      heldOf(await change(jobStatements.renewJob, untilMs, progress, kind, corpus, worker)),
    end: async ({ kind, corpus }, worker, { state, progress, reason, failures, dueAtMs }) => {
      const facts = [state, state, progress, reason, failures, dueAtMs, clock()] as const
      return (await change(jobStatements.endJob, ...facts, kind, corpus, worker)).length > 0
    },
    cancel: async ({ kind, corpus }) => {
      const now = clock()
      const [row] = await change(jobStatements.cancelJob, now, now, now, kind, corpus, now)
      if (!row) return null
      return row['state'] === 'cancelled' ? 'cancelled' : 'stopping'
    },
    forgetEnded: async ({ byMs, most }) => {
      const now = clock()
      const over = [now, now] as const
      await sql.write([
        step(jobStatements.forgetEndedJobs, byMs, byMs),
        step(jobStatements.forgetJobsOverMost, ...over, ...over, listedMax, most),
      ])
    },
    find: async ({ kind, corpus }) => {
      const [row] = await sql.read(step(jobStatements.findJob, kind, corpus))
      return row ? jobOf(row) : null
    },
    list: async (organisation) =>
      (await sql.read(step(jobStatements.listJobs, organisation, listedMax))).map(jobOf),
    listAll: async () => (await sql.read(step(jobStatements.listAllJobs, listedMax))).map(jobOf),
  }
}

function openTurns(sql: Sql, clock: Clock): Turns {
  return {
    takeTurn: async ({ worker, untilMs }) => {
      const [rows] = await sql.write([step(jobStatements.takeTurn, worker, untilMs, clock())])
      return rows !== undefined && rows.length > 0
    },
    wantTurn: async ({ worker, untilMs }) => {
      await sql.write([step(jobStatements.wantTurn, untilMs, worker)])
    },
    findTurn: async () => {
      const [row] = await sql.read(step(jobStatements.findTurn))
      const now = clock()
      return {
        worker: row && Number(row['lease_until_ms']) > now ? String(row['worker']) : null,
        isWanted: row !== undefined && Number(row['wanted_until_ms']) > now,
      }
    },
    leaveTurn: async (worker) => {
      await sql.write([step(jobStatements.leaveTurn, worker)])
    },
  }
}

// Few rows are due at a time, so those of other kinds are read, too.
async function listDue(
  sql: Sql,
  { kinds, limit, now }: { kinds: readonly string[]; limit: number; now: number },
): Promise<JobKey[]> {
  const rows = await sql.read(step(jobStatements.listDueJobs, now, now, listedMax))
  return rows
    .map((row) => ({ kind: String(row['kind']), corpus: String(row['corpus']) }))
    .filter(({ kind }) => kinds.includes(kind))
    .slice(0, limit)
}

function heldOf([row]: readonly Row[]): 'held' | 'cancelled' | 'lost' {
  if (!row) return 'lost'
  return Number(row['is_cancelled']) === 1 ? 'cancelled' : 'held'
}

function timeOf(row: Row, column: string): number | null {
  const value = row[column] ?? null
  return value === null ? null : Number(value)
}

function jobOf(row: Row): Job {
  return {
    kind: String(row['kind']),
    corpus: String(row['corpus']),
    state: String(row['state']) as JobState,
    input: String(row['input']),
    progress: String(row['progress']),
    reason: String(row['reason']),
    failures: Number(row['failures']),
    startedAtMs: timeOf(row, 'started_at_ms'),
    endedAtMs: timeOf(row, 'ended_at_ms'),
    dueAtMs: timeOf(row, 'due_at_ms'),
    worker: String(row['worker']),
    leaseUntilMs: Number(row['lease_until_ms']),
    isCancelled: Number(row['is_cancelled']) === 1,
  }
}
