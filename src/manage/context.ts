import type { Pairs } from '../model/pair.ts'
import type { Fits } from '../model/fit.ts'
import type { Jobs } from '../model/job.ts'
import type { Folder } from '../model/folder.ts'
import type { Lifecycle } from '../model/lifecycle.ts'
import type { OutFolder } from '../model/out-folder.ts'
import type { ImportCache } from '../model/import-cache.ts'
import type { Staging } from '../model/staging.ts'
import type { OpenPage, OpenReader } from '../model/picture.ts'
import type { OpenWeb } from '../model/web.ts'
import type { Pool } from '../model/pool.ts'
import type { Queue } from '../model/queue.ts'
import type { Readings } from '../model/reading.ts'
import type { Recalls } from '../model/recall.ts'
import type { Reports } from '../model/report.ts'
import type { Scores } from '../model/score.ts'
import type {
  Clock,
  Counters,
  Files,
  Pictures,
  Random,
  Records,
  Secrets,
  Tickets,
} from '../model/stores.ts'
import type { Variants } from '../model/variants.ts'

/** Everything that is kept, as the use cases see it. */
export type ManagedStore = {
  records: Records
  pairs: Pairs
  pool: Pool
  queue: Queue
  scores: Scores
  readings: Readings
  fits: Fits
  tickets: Tickets
  secrets: Secrets
  counters: Counters
  recalls: Recalls
  reports: Reports
  lifecycle: Lifecycle
  pictures: Pictures
  variants: Variants
  jobs: Jobs
  files: Files
  openStaging(): Staging
  openImportCache(): ImportCache
}

/** Who acts, as the audit names them. */
export type Actor = { name: string }

/** How far long work has come: `total` is null where nobody knows it beforehand. */
export type Progress = {
  step: 'import' | 'read' | 'check' | 'clear' | 'forget' | 'export'
  done: number
  total: number | null
  /** What is being worked on, such as a file or an engine. */
  name: string
}

/** What every use case is given of the world outside: who acts, the store, the clock, chance and tools. */
export type Context = {
  actor: Actor
  store: ManagedStore
  clock: Clock
  random: Random
  /** The version of the program, as exports name it. */
  version: string
  /** Why a path cannot be read, where it cannot. */
  openFolder: (path: string) => Promise<Folder | { refused: string }>
  openPage: OpenPage
  openReader: OpenReader
  openWeb: OpenWeb
  /** Begins a new folder; why it cannot, where something lies there. */
  openOut: (path: string) => Promise<OutFolder | { refused: string }>
  /** Is aborted when long work is to end after the piece in hand. */
  stop: AbortSignal
  /** Is told how far long work has come. */
  onProgress: (progress: Progress) => void
}
