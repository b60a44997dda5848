import { join } from 'node:path'
import type { Couples } from '../model/couple.ts'
import type { Fits } from '../model/fit.ts'
import type { Lifecycle } from '../model/lifecycle.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Notes } from '../model/notes.ts'
import type { Pool } from '../model/pool.ts'
import type { Recalls } from '../model/recall.ts'
import type { Reports } from '../model/report.ts'
import type { Readings } from '../model/reading.ts'
import type { Queue } from '../model/queue.ts'
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
import { openCouples } from './couples.ts'
import { openCounters } from './counters.ts'
import { openFilesOnDisk } from './files-disk.ts'
import { openFits } from './fits.ts'
import { openLifecycle } from './lifecycle.ts'
import { openLedger } from './ledger.ts'
import { openNotes } from './notes.ts'
import { openPool } from './pool.ts'
import { openQueue } from './queue.ts'
import { openReadings } from './readings.ts'
import { openRecalls } from './recalls.ts'
import { openRecords } from './records.ts'
import { openReports } from './reports.ts'
import { openScores } from './scores.ts'
import { openSecrets } from './secrets.ts'
import { openSqlite } from './sqlite.ts'
import { openTickets } from './tickets.ts'
import { openVariants } from './variants.ts'

/** Everything that is kept, and the way to let go of it. */
export type Store = {
  records: Records
  readings: Readings
  fits: Fits
  tickets: Tickets
  secrets: Secrets
  counters: Counters
  couples: Couples
  pool: Pool
  queue: Queue
  scores: Scores
  recalls: Recalls
  reports: Reports
  lifecycle: Lifecycle
  pictures: Pictures
  variants: Variants
  /** The archive's own files. */
  files: Files
  /** Notes of one import. */
  openNotes(): Notes
  /** What earlier imports made of files. */
  openLedger(): Ledger
  close(): Promise<void>
}

/** Opens the embedded store in a data folder, making it where there is none. */
export const openStore = (lent: { dataDir: string; clock: Clock; random: Random }): Store => {
  const sql = openSqlite(join(lent.dataDir, 'incipit.sqlite'))
  return {
    readings: openReadings(sql, lent.random),
    fits: openFits(sql),
    records: openRecords(sql, lent.clock, lent.random),
    tickets: openTickets(sql, lent.clock),
    secrets: openSecrets(sql, lent.clock, lent.random),
    counters: openCounters(sql, lent.clock),
    couples: openCouples(sql),
    pool: openPool(sql, lent.random),
    queue: openQueue(sql, lent.random),
    scores: openScores(sql),
    recalls: openRecalls(sql, lent.random),
    reports: openReports(sql, lent.clock, lent.random),
    lifecycle: openLifecycle(sql, lent.clock, lent.random),
    variants: openVariants(sql, lent.clock, lent.random),
    pictures: openFilesOnDisk(join(lent.dataDir, 'pictures')),
    files: openFilesOnDisk(join(lent.dataDir, 'files')),
    openLedger: () => openLedger(lent.dataDir),
    openNotes: () => openNotes(join(lent.dataDir, 'spool')),
    close: () => sql.close(),
  }
}
