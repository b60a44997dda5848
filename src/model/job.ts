/** A job waits for its time, runs in one process, and is done or has failed. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed'

/** Which job: a kind of work on a corpus; the corpus is empty where the work is on the whole store. */
export type JobKey = { kind: string; corpus: string }

/** What is known of a job: its present run, or its last one. */
export type Job = JobKey & {
  state: JobState
  /** What was asked for, as JSON; the kind reads it. */
  input: string
  /** How far it is, or what it came to, as a sentence for people. */
  progress: string
  /** Why it failed; empty otherwise. */
  reason: string
  /** How often it failed in a row. */
  failures: number
  startedAtMs: number | null
  endedAtMs: number | null
  /** When it is to run next; null where nobody asked for another run. */
  dueAtMs: number | null
  /** The process that has it, or had it last. */
  worker: string
  /** A running job whose process has not renewed it by then is free for another. */
  leaseUntilMs: number
}

/** How a run of a job ended. `waiting` gives it back: it goes on when it is due. */
export type JobEnd = Pick<Job, 'progress' | 'reason' | 'failures' | 'dueAtMs'> & {
  state: 'waiting' | 'done' | 'failed'
}

/** Who takes a job or the turn, and until when it is theirs unless they renew it. */
export type Lease = { worker: string; untilMs: number }

/** Keeps jobs. Every promise is kept only when the change would outlive a kill. */
export type Jobs = {
  /** Adds the job of a kind for each corpus that has none, due at once, and forgets those of corpora that are gone. */
  planForCorpora(kind: string): Promise<void>
  /** Adds the job of a kind for the whole store where there is none, due at once. */
  planForStore(kind: string): Promise<void>
  /**
   * Asks for a run; says whether it was put down. It is not where one runs, waits, or failed and will be
   * tried again.
   */
  request(key: JobKey, request: { input: string; dueAtMs: number }): Promise<boolean>
  /** Jobs of these kinds that are due and free, those due longest first. */
  listDue(kinds: readonly string[], limit: number): Promise<JobKey[]>
  /** Takes a job that is due and free, in one step: of any number of takers, in any process, one gets it. */
  take(key: JobKey, lease: Lease): Promise<Job | null>
  /**
   * Takes a job whether or not it is due, in one step, adding it where there is none; null where it runs, or
   * waits with another input.
   */
  takeNow(key: JobKey, input: string, lease: Lease): Promise<Job | null>
  /** Keeps a job for longer and tells how far it is; false where it is no longer the worker's. */
  renew(key: JobKey, lease: Lease, progress: string): Promise<boolean>
  /** Ends a run; false where the job is no longer the worker's. */
  end(key: JobKey, worker: string, end: JobEnd): Promise<boolean>
  find(key: JobKey): Promise<Job | null>
  /** The jobs of a corpus, or all, by corpus and kind; ten thousand. */
  list(corpus: string | null): Promise<Job[]>

  /** Takes or renews the one turn to work on this store, in one step; false where another worker has it. */
  takeTurn(lease: Lease): Promise<boolean>
  /** Says until when a worker without the turn waits for it. */
  wantTurn(lease: Lease): Promise<void>
  /** Whose turn it is (null: nobody's), and whether another worker waits for it. */
  findTurn(): Promise<{ worker: string | null; isWanted: boolean }>
  /** Gives the turn back; does nothing where it is not the worker's. */
  leaveTurn(worker: string): Promise<void>
}
