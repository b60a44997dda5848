import { join } from 'node:path'
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
import { openCounters } from './counters.ts'
import { openFilesOnDisk } from './files-disk.ts'
import { openRecords } from './records.ts'
import { openSecrets } from './secrets.ts'
import { openSqlite } from './sqlite.ts'
import { openTickets } from './tickets.ts'

/** Everything that is kept, and the way to let go of it. */
export type Store = {
  records: Records
  tickets: Tickets
  secrets: Secrets
  counters: Counters
  pictures: Pictures
  /** The archive's own files. */
  files: Files
  close(): Promise<void>
}

/** Opens the embedded store in a data folder, making it where there is none. */
export const openStore = (lent: { dataDir: string; clock: Clock; random: Random }): Store => {
  const sql = openSqlite(join(lent.dataDir, 'incipit.sqlite'))
  return {
    records: openRecords(sql, lent.clock, lent.random),
    tickets: openTickets(sql, lent.clock),
    secrets: openSecrets(sql, lent.clock, lent.random),
    counters: openCounters(sql, lent.clock),
    pictures: openFilesOnDisk(join(lent.dataDir, 'pictures')),
    files: openFilesOnDisk(join(lent.dataDir, 'files')),
    close: () => sql.close(),
  }
}
