import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

const memory = '/dev/shm'
const roomBytesMin = 2 ** 30
let emptyDatabase: Buffer | undefined

/**
 * Makes a data folder with an empty database: a copy of one that was migrated once, since all migrations take
 * longer than most tests. Tests of migrations begin with an empty folder. The folder is in memory if there is
 * room: on a disk, a store waits at each commit.
 */
export function makeDataDir(): string {
  emptyDatabase ??= migrateEmpty()
  const dataDir = mkdtempSync(join(hasRoom(memory) ? memory : tmpdir(), 'incipit-'))
  writeFileSync(join(dataDir, 'incipit.sqlite'), emptyDatabase, { mode: 0o600 })
  return dataDir
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= roomBytesMin
}

function migrateEmpty(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const path = join(folder, 'incipit.sqlite')
  // This engine is closed when the call returns; the promise is for engines that must wait.
  void openSqlite(path).close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}
