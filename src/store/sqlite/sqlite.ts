import Database from 'better-sqlite3'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'
import { tableSizeOf, type Follow, type Row, type Sql, type Step } from '../sql/sql.ts'
import { sqliteSizeStatements } from './size-statements.ts'
import { openView } from './view.ts'

/** How long another process may keep a read, the opening or the closing waiting. */
const busyTimeoutMs = 10_000
/** The pause before a write is tried again while another process writes: up to ten seconds in all. */
const busyRetryMs = 2
/** The longest rest after a commit of a process that rests. */
const restMsMax = 100
const busyTriesMax = 5_000
const waitingWritesMax = 20_000
/** How large the log stays at most. SQLite begins it anew at about half of that. */
const logBytesMax = 8_000_000

type Waiting = {
  steps: readonly (Step | Follow)[]
  resolve: (rows: Row[][]) => void
  reject: (cause: unknown) => void
}

/**
 * Opens (and if needed creates or migrates) the SQLite file. Several processes may have it open.
 * The writes of one turn of the event loop share one commit, and each caller is answered after it:
 * what was answered outlives a kill and a power cut. While another process writes, a write waits without keeping
 * the event loop waiting. A process that `rests` leaves the file to others after each commit for as long as the
 * commit took, and does not keep them waiting for the disk: what it wrote outlives a power cut once a process
 * that does not rest commits, or once it is closed.
 */
export function openSqlite(path: string, { rests = false } = {}): Sql {
  makeFolder(dirname(path))
  // The file holds the keys of all sites; SQLite gives its companion files the same rights.
  closeSync(openSync(path, 'a', 0o600))
  const db = new Database(path, { timeout: busyTimeoutMs })
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${rests ? 'NORMAL' : 'FULL'}`)
  // What a long read or a large commit made of the log is given back at the next commit that begins it anew.
  db.pragma(`journal_size_limit = ${logBytesMax}`)
  db.pragma('foreign_keys = ON')
  migrate(db)

  const prepared = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = db.prepare(hideValues(sql))
    prepared.set(sql, statement)
    return statement
  }
  const run = (step: Step): Row[] => {
    const statement = prepare(step.sql)
    if (statement.reader) return statement.all(...step.values) as Row[]
    statement.run(...step.values)
    return []
  }

  const commitTogether = openCommits(db, run)
  const view = openView(db)

  // SQLite obeys this pragma while it is prepared, so it can't be prepared once, and is set as seldom as possible.
  const setPatience = (ms: number): unknown => db.pragma(`busy_timeout = ${ms}`)
  const readPatiently = (step: Step): Row[] => {
    setPatience(busyTimeoutMs)
    try {
      view.enter()
      return run(step)
    } finally {
      setPatience(0)
    }
  }
  setPatience(0)
  let waiting: Waiting[] = []
  let busyTries = 0
  let restsUntilMs = 0
  const commit = (): void => {
    if (waiting.length === 0) return
    const startedMs = performance.now()
    view.leave()
    const mustWait = commitTogether(waiting, busyTries < busyTriesMax) === 'busy'
    busyTries = mustWait ? busyTries + 1 : 0
    if (mustWait) return void setTimeout(commit, busyRetryMs)
    waiting = []
    const endedMs = performance.now()
    if (rests) restsUntilMs = endedMs + Math.min(restMsMax, endedMs - startedMs)
  }
  const commitSoon = (): void => {
    const restMs = restsUntilMs - performance.now()
    if (restMs > 0) setTimeout(commit, restMs)
    else setImmediate(commit)
  }
  const commitLast = (): void => {
    view.leave()
    setPatience(busyTimeoutMs)
    if (waiting.length > 0) commitTogether(waiting, false)
    waiting = []
  }

  return {
    read: async (step) => {
      try {
        view.enter()
        return run(step)
      } catch (cause) {
        if (isBusy(cause)) return readPatiently(step)
        throw cause
      }
    },
    write: (steps) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= waitingWritesMax)
          return reject(new Error('store: too many writes wait'))
        waiting.push({ steps, resolve, reject })
        if (waiting.length === 1) commitSoon()
      }),
    measureTables: async () =>
      readPatiently({ sql: sqliteSizeStatements.measureTables, values: [] }).map(tableSizeOf),
    measureFree: async () => {
      const [row] = readPatiently({ sql: sqliteSizeStatements.measureFree, values: [] })
      return Number(row?.['bytes'])
    },
    close: async () => {
      commitLast()
      if (rests) syncLog(db)
      db.close()
    },
  }
}

/**
 * SQLite prepares a statement anew for each new value that it could compare with the condition of a partial index:
 * half of what a challenge with nine pictures cost. It does not look behind a sign, and no plan here depends on values.
 */
function hideValues(sql: string): string {
  return sql.replaceAll('?', '+?')
}

type CommitTogether = (jobs: readonly Waiting[], mayTryAgain: boolean) => 'busy' | 'done'

/**
 * Commits what waits and answers each caller; or, where it may try again, says that another process writes. A
 * savepoint for each caller would make SQLite copy every page that it changes, so there are none at first: if a
 * caller's step fails, all is undone and run again, each caller in a savepoint, so that a failure undoes its own
 * steps alone. better-sqlite3 builds a transaction anew at each call of `transaction`, so all are built once.
 */
function openCommits(db: Database.Database, run: (step: Step) => Row[]): CommitTogether {
  const runSteps = (steps: readonly (Step | Follow)[], rows: Row[][] = []): Row[][] => {
    for (const step of steps) {
      if (typeof step === 'function') {
        runSteps(step(rows), rows)
        continue
      }
      const found = run(step)
      rows.push(found)
      if (step.isGate && found.length === 0) break
    }
    return rows
  }
  const runWithSavepoint = db.transaction(runSteps)
  const runTogether = db.transaction((jobs: readonly Waiting[], settle: (() => void)[]) => {
    for (const { steps, resolve } of jobs) {
      const rows = runSteps(steps)
      settle.push(() => resolve(rows))
    }
  })
  const runApart = db.transaction((jobs: readonly Waiting[], settle: (() => void)[]) => {
    for (const job of jobs) settle.push(attempt(job))
  })

  function attempt({ steps, resolve, reject }: Waiting): () => void {
    try {
      const rows = runWithSavepoint(steps)
      return () => resolve(rows)
    } catch (cause) {
      if (!db.inTransaction) throw cause
      return () => reject(cause)
    }
  }

  // What a transaction was going to say is said only once it is committed.
  function commit(transaction: typeof runApart, jobs: readonly Waiting[]): void {
    const settle: (() => void)[] = []
    transaction.immediate(jobs, settle)
    for (const done of settle) done()
  }

  return (jobs, mayTryAgain) => {
    try {
      commit(runTogether, jobs)
      return 'done'
    } catch (cause) {
      if (mayTryAgain && isBusy(cause)) return 'busy'
    }
    try {
      commit(runApart, jobs)
    } catch (cause) {
      for (const job of jobs) job.reject(cause)
    }
    return 'done'
  }
}

// The log is one file in the order of its commits, so a synced commit makes all before it safe, whoever wrote them.
function syncLog(db: Database.Database): void {
  db.pragma('synchronous = FULL')
  const version = db.pragma('user_version', { simple: true }) as number
  db.pragma(`user_version = ${version}`)
}

function isBusy(cause: unknown): boolean {
  return cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')
}

function migrate(db: Database.Database): void {
  const folder = new URL('../sql/migrations/', import.meta.url)
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  db.transaction(() => {
    const done = db.pragma('user_version', { simple: true }) as number
    if (done > files.length)
      throw new Error(
        `The data folder was written by a newer version of Incipit (migration ${done}; this version has ${files.length}).`,
      )
    for (const name of files.slice(done)) db.exec(readFileSync(new URL(name, folder), 'utf8'))
    if (done < files.length) db.pragma(`user_version = ${files.length}`)
  }).immediate()
}
