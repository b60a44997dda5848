import { join } from 'node:path'
import type { Pairs } from '../../model/pair.ts'
import type { Fits } from '../../model/fit.ts'
import type { Jobs } from '../../model/job.ts'
import type { Lifecycle } from '../../model/lifecycle.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { Staging } from '../../model/staging.ts'
import type { Pool } from '../../model/pool.ts'
import type { Recalls } from '../../model/recall.ts'
import type { Reports } from '../../model/report.ts'
import type { Readings } from '../../model/reading.ts'
import type { Queue } from '../../model/queue.ts'
import type { Scores } from '../../model/score.ts'
import type {
  Clock,
  Counters,
  Files,
  Pictures,
  Random,
  Records,
  Secrets,
  Tickets,
} from '../../model/stores.ts'
import type { Variants } from '../../model/variants.ts'
import { openPairs } from '../sql/pairs.ts'
import { openCounters } from '../sql/counters.ts'
import { openFilesOnDisk } from '../files/files-disk.ts'
import { openFits } from '../sql/fits.ts'
import { openJobs } from '../sql/jobs.ts'
import { openLifecycle } from '../sql/lifecycle.ts'
import { openImportCache } from './import-cache.ts'
import { openStaging } from './staging.ts'
import { openPool } from '../sql/pool.ts'
import { openQueue } from '../sql/queue.ts'
import { openReadings } from '../sql/readings.ts'
import { openRecalls } from '../sql/recalls.ts'
import { openRecords } from '../sql/records.ts'
import { openReports } from '../sql/reports.ts'
import { openScores } from '../sql/scores.ts'
import { openSecrets } from '../sql/secrets.ts'
import { openSqlite } from './sqlite.ts'
import { openTickets } from '../sql/tickets.ts'
import { openVariants } from '../sql/variants.ts'

/** Everything that is kept, and the way to let go of it. */
export type Store = {
  records: Records
  readings: Readings
  fits: Fits
  tickets: Tickets
  secrets: Secrets
  counters: Counters
  pairs: Pairs
  pool: Pool
  queue: Queue
  scores: Scores
  recalls: Recalls
  reports: Reports
  lifecycle: Lifecycle
  pictures: Pictures
  variants: Variants
  jobs: Jobs
  /** The archive's own files. */
  files: Files
  /** Staging of one import. */
  openStaging(): Staging
  /** What earlier imports made of files. */
  openImportCache(): ImportCache
  close(): Promise<void>
}

/** Opens the embedded store in a data folder, making it where there is none. */
export function openStore(context: { dataDir: string; clock: Clock; random: Random }): Store {
  const sql = openSqlite(join(context.dataDir, 'incipit.sqlite'))
  return {
    readings: openReadings(sql, context.random),
    fits: openFits(sql),
    records: openRecords(sql, context.clock, context.random),
    tickets: openTickets(sql, context.clock),
    secrets: openSecrets(sql, context.clock, context.random),
    counters: openCounters(sql, context.clock),
    pairs: openPairs(sql),
    pool: openPool(sql, context.random),
    queue: openQueue(sql, context.random),
    scores: openScores(sql),
    recalls: openRecalls(sql, context.random),
    reports: openReports(sql, context.clock, context.random),
    lifecycle: openLifecycle(sql, context.clock, context.random),
    variants: openVariants(sql, context.clock, context.random),
    jobs: openJobs(sql, context.clock),
    pictures: openFilesOnDisk(join(context.dataDir, 'pictures')),
    files: openFilesOnDisk(join(context.dataDir, 'files')),
    openImportCache: () => openImportCache(context.dataDir),
    openStaging: () => openStaging(join(context.dataDir, 'spool')),
    close: () => sql.close(),
  }
}
