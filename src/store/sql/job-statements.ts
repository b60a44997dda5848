import { isOwned } from './corpus-statements.ts'

const columns = `kind, corpus, state, input, progress, reason, failures, started_at_ms, ended_at_ms, due_at_ms,
    worker, lease_until_ms, is_cancelled`
const isFree = `(jobs.state <> 'running' OR jobs.lease_until_ms <= ?)`
// Whoever takes a job that is running finds that its process has died.
const isRun = `failures = CASE WHEN state = 'running' THEN failures + 1 ELSE failures END, state = 'running',
      progress = '', reason = '', started_at_ms = ?, worker = ?, lease_until_ms = ?`
const isOver = `due_at_ms IS NULL AND ((state <> 'running' AND ended_at_ms <= ?)
        OR (state = 'running' AND lease_until_ms <= ?))`

/** The statements of jobs and of the lock on running them. */
export const jobStatements = {
  planJobs: `INSERT INTO jobs (${columns})
    SELECT ?, name, 'waiting', '{}', '', '', 0, NULL, NULL, ?, '', 0, 0 FROM corpora WHERE name <> ''
    ON CONFLICT (kind, corpus) DO NOTHING`,
  planJobOfStore: `INSERT INTO jobs (${columns})
    VALUES (?, '', 'waiting', '{}', '', '', 0, NULL, NULL, ?, '', 0, 0) ON CONFLICT (kind, corpus) DO NOTHING`,
  forgetJobs: `DELETE FROM jobs WHERE kind = ? AND corpus <> '' AND ${isFree}
      AND NOT EXISTS (SELECT 1 FROM corpora WHERE corpora.name = jobs.corpus)`,
  requestJob: `INSERT INTO jobs (${columns}) VALUES (?, ?, 'waiting', ?, '', '', 0, NULL, NULL, ?, '', 0, 0)
    ON CONFLICT (kind, corpus) DO UPDATE SET state = 'waiting', input = excluded.input, progress = '',
      reason = '', failures = 0, due_at_ms = excluded.due_at_ms, is_cancelled = 0
    WHERE jobs.state = 'done' OR (jobs.due_at_ms IS NULL AND ${isFree})
    RETURNING kind`,
  listDueJobs: `SELECT kind, corpus FROM jobs WHERE due_at_ms <= ? AND ${isFree}
    ORDER BY due_at_ms, kind, corpus LIMIT ?`,
  takeJob: `UPDATE jobs SET ${isRun} WHERE kind = ? AND corpus = ? AND due_at_ms <= ? AND ${isFree}
    RETURNING ${columns}`,
  takeJobNow: `INSERT INTO jobs (${columns}) VALUES (?, ?, 'running', ?, '', '', 0, ?, NULL, NULL, ?, ?, 0)
    ON CONFLICT (kind, corpus) DO UPDATE SET state = 'running', input = excluded.input, progress = '',
      reason = '', started_at_ms = excluded.started_at_ms, worker = excluded.worker,
      lease_until_ms = excluded.lease_until_ms, is_cancelled = 0
    WHERE ${isFree} AND (jobs.due_at_ms IS NULL OR jobs.input = excluded.input)
    RETURNING ${columns}`,
  renewJob: `UPDATE jobs SET lease_until_ms = ?, progress = ?
    WHERE kind = ? AND corpus = ? AND worker = ? AND state = 'running' RETURNING is_cancelled`,
  endJob: `UPDATE jobs SET state = CASE WHEN is_cancelled = 1 AND ? <> 'done' THEN 'cancelled' ELSE ? END,
      progress = ?, reason = ?, failures = ?, due_at_ms = CASE WHEN is_cancelled = 1 THEN NULL ELSE CAST(? AS BIGINT) END,
      ended_at_ms = ?, lease_until_ms = 0
    WHERE kind = ? AND corpus = ? AND worker = ? AND state = 'running' RETURNING kind`,
  cancelJob: `UPDATE jobs SET is_cancelled = 1, due_at_ms = NULL,
      ended_at_ms = CASE WHEN ${isFree} THEN ? ELSE ended_at_ms END,
      state = CASE WHEN ${isFree} THEN 'cancelled' ELSE state END
    WHERE kind = ? AND corpus = ? AND (due_at_ms IS NOT NULL OR NOT ${isFree}) RETURNING state`,
  forgetEndedJobs: `DELETE FROM jobs WHERE ${isOver}`,
  forgetJobsOverMost: `DELETE FROM jobs WHERE ${isOver} AND (kind, corpus) IN
      (SELECT kind, corpus FROM jobs WHERE ${isOver} ORDER BY COALESCE(ended_at_ms, 0) DESC, kind, corpus LIMIT ? OFFSET ?)`,
  findJob: `SELECT ${columns} FROM jobs WHERE kind = ? AND corpus = ?`,
  listAllJobs: `SELECT ${columns} FROM jobs ORDER BY corpus, kind LIMIT ?`,
  listJobs: `SELECT ${columns} FROM jobs WHERE ${isOwned('jobs')} ORDER BY corpus, kind LIMIT ?`,

  takeTurn: `INSERT INTO job_turn (id, worker, lease_until_ms, wanted_until_ms) VALUES (1, ?, ?, 0)
    ON CONFLICT (id) DO UPDATE SET worker = excluded.worker, lease_until_ms = excluded.lease_until_ms,
      wanted_until_ms = CASE WHEN job_turn.worker = excluded.worker THEN job_turn.wanted_until_ms ELSE 0 END
    WHERE job_turn.worker = excluded.worker OR job_turn.lease_until_ms <= ?
    RETURNING id`,
  wantTurn: `UPDATE job_turn SET wanted_until_ms = ? WHERE id = 1 AND worker <> ?`,
  findTurn: `SELECT worker, lease_until_ms, wanted_until_ms FROM job_turn WHERE id = 1`,
  leaveTurn: `UPDATE job_turn SET lease_until_ms = 0, wanted_until_ms = 0 WHERE id = 1 AND worker = ?`,
} as const
