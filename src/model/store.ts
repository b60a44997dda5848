import type { Allowances } from './allowance.ts'
import type { Answers } from './answer.ts'
import type { ClassNames } from './class-name.ts'
import type { Corpora } from './corpus.ts'
import type { Demand } from './demand.ts'
import type { Documents } from './document.ts'
import type { Exposures } from './exposure.ts'
import type { Fits } from './fit.ts'
import type { ImportCache } from './import-cache.ts'
import type { Items } from './item.ts'
import type { Jobs } from './job.ts'
import type { Keys, Salts } from './key.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { Organisations } from './organisation.ts'
import type { Pairs } from './pair.ts'
import type { Pool } from './pool.ts'
import type { Queue } from './queue.ts'
import type { Readings } from './reading.ts'
import type { Recalls } from './recall.ts'
import type { Reports } from './report.ts'
import type { Scores } from './score.ts'
import type { Secrets } from './secret.ts'
import type { FolderSize, TableSize } from './size.ts'
import type { Sites } from './site.ts'
import type { Sources } from './source.ts'
import type { Staging } from './staging.ts'
import type { Counters, Files, Pictures, Tickets } from './stores.ts'
import type { Variants } from './variants.ts'
import type { WayCounts } from './way.ts'

/** What one database keeps. */
export type Database = {
  organisations: Organisations
  sites: Sites
  secrets: Secrets
  corpora: Corpora
  classNames: ClassNames
  sources: Sources
  items: Items
  documents: Documents
  exposures: Exposures
  answers: Answers
  readings: Readings
  fits: Fits
  recalls: Recalls
  pairs: Pairs
  pool: Pool
  queue: Queue
  scores: Scores
  reports: Reports
  lifecycle: Lifecycle
  variants: Variants
  demand: Demand
  wayCounts: WayCounts
  jobs: Jobs
  keys: Keys
  salts: Salts
  tickets: Tickets
  counters: Counters
  allowances: Allowances
  /** Throws if the store does not answer or nothing can be written to it. */
  check(): Promise<void>
  /** How large each table is. This may read the whole store, and the caller waits for it. */
  measureTables(): Promise<TableSize[]>
  /** How many bytes are free for what comes next; null if the engine does not say. */
  measureFree(): Promise<number | null>
  close(): Promise<void>
}

/** All stores, and the way to close them. */
export type Store = Database & {
  pictures: Pictures
  /** The archive's own files. */
  files: Files
  /** Staging of one import. */
  openStaging(): Staging
  /** What earlier imports made of files. */
  openImportCache(): ImportCache
  /** How large each file and folder of the data folder is. */
  measureFolders(): Promise<FolderSize[]>
}
