import { join } from 'node:path'
import type { Store } from '../../model/store.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { openFilesOnDisk } from '../files/files-disk.ts'
import { measureFolder } from '../files/measure-folder.ts'
import { openDatabase } from '../sql/open-database.ts'
import { openImportCache } from './import-cache.ts'
import { openSqlite } from './sqlite.ts'
import { openStaging } from './staging.ts'

/**
 * Opens the embedded store in a data folder, creating it if there is none. A process that works beside a
 * service `rests` between its commits, so that the service's own commits get their turn.
 */
export function openStore(context: {
  dataDir: string
  clock: Clock
  random: Random
  rests?: boolean
}): Store {
  const { dataDir, clock, random, rests = false } = context
  return {
    ...openDatabase(openSqlite(join(dataDir, 'incipit.sqlite'), { rests }), clock, random),
    pictures: openFilesOnDisk(join(dataDir, 'pictures')),
    files: openFilesOnDisk(join(dataDir, 'files')),
    openImportCache: () => openImportCache(dataDir),
    measureFolders: () => measureFolder(dataDir),
    openStaging: () => openStaging(join(dataDir, 'spool')),
  }
}
