/** A job waits for its time, runs in one process, and is done, has failed or was cancelled. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** Names a job: a kind of work on a corpus. The corpus is empty if the work is on the whole store. */
export type JobKey = { kind: string; corpus: string }

/** What is known about a job: its current run, or its last one. */
export type Job = JobKey & {
  state: JobState
  /** What was asked for, as JSON; the kind reads it. */
  input: string
  /** How far it is, or its result, as a sentence for people. */
  progress: string
  /** Why it failed; empty otherwise. */
  reason: string
  /** How often it failed, or its process died, in a row. */
  failures: number
  startedAtMs: number | null
  endedAtMs: number | null
  /** When it is to run next; null if nobody asked for another run. */
  dueAtMs: number | null
  /** The process that has it, or last had it. */
  worker: string
  /** A running job is free for another process if its own has not renewed it by then. */
  leaseUntilMs: number
  /** Somebody cancelled it; if it is running, it ends at its next step. */
  isCancelled: boolean
}

/**
 * How a run of a job ended. `waiting` gives it back: it goes on when it is due. A cancelled job ends as cancelled,
 * unless it is done.
 */
export type JobEnd = Pick<Job, 'progress' | 'reason' | 'failures' | 'dueAtMs'> & {
  state: 'waiting' | 'done' | 'failed' | 'cancelled'
}

/** Who takes a job or the turn, and until when it is theirs unless they renew it. */
export type Lease = { worker: string; untilMs: number }

/** Keeps jobs. Every promise resolves only once the change would survive a kill. */
export type Jobs = {
  /**
   * Adds a job of this kind, due at once, for each corpus that has none, and forgets those of deleted
   * corpora.
   */
  planForCorpora(kind: string): Promise<void>
  /** Adds a job of this kind for the whole store, due at once, if there is none. */
  planForStore(kind: string): Promise<void>
  /**
   * Requests a run, and says whether the request was recorded. It is not if the job is running or waiting, or
   * has failed and will be tried again.
   */
  request(key: JobKey, request: { input: string; dueAtMs: number }): Promise<boolean>
  /** Jobs of these kinds that are due and free, longest due first. */
  listDue(kinds: readonly string[], limit: number): Promise<JobKey[]>
  /** Takes a job that is due and free, in one step. Of any number of takers, in any process, one gets it. */
  take(key: JobKey, lease: Lease): Promise<Job | null>
  /**
   * Takes a job whether or not it is due, in one step, adding it if there is none. Null if it is running, or
   * waits with another input.
   */
  takeNow(key: JobKey, input: string, lease: Lease): Promise<Job | null>
  /**
   * Extends a job's lease and reports its progress; says whether it is still the worker's, and whether it was
   * cancelled.
   */
  renew(key: JobKey, lease: Lease, progress: string): Promise<'held' | 'cancelled' | 'lost'>
  /** Ends a run; false if the job is no longer the worker's. */
  end(key: JobKey, worker: string, end: JobEnd): Promise<boolean>
  /**
   * Cancels a job that runs or is to run again. One that waits is over at once; one that runs ends at its next
   * step. Null if there is nothing to cancel.
   */
  cancel(key: JobKey): Promise<'cancelled' | 'stopping' | null>
  /** Forgets jobs that are over and not due again: those that ended by then, and all but the latest `most`. */
  forgetEnded(of: { byMs: number; most: number }): Promise<void>
  find(key: JobKey): Promise<Job | null>
  /** The jobs of an organisation's corpora, by corpus and kind; at most ten thousand. */
  list(organisation: string): Promise<Job[]>
  /** All jobs, those on the whole store too, by corpus and kind; at most ten thousand. */
  listAll(): Promise<Job[]>

  /** Takes or renews the one turn to work on this store, in one step; false if another worker has it. */
  takeTurn(lease: Lease): Promise<boolean>
  /** Records until when a worker without the turn waits for it. */
  wantTurn(lease: Lease): Promise<void>
  /** Which worker has the turn (null: none), and whether another worker waits for it. */
  findTurn(): Promise<{ worker: string | null; isWanted: boolean }>
  /** Gives the turn back; does nothing if it is not the worker's. */
  leaveTurn(worker: string): Promise<void>
}
