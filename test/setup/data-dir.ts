import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

let emptyDatabase: Buffer | undefined

/**
 * Makes a data folder with an empty database. It is a copy of one that was migrated once, as all migrations
 * take longer than most tests; tests of migrations begin with an empty folder.
 */
export function makeDataDir(): string {
  emptyDatabase ??= migrateEmpty()
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  writeFileSync(join(dataDir, 'incipit.sqlite'), emptyDatabase, { mode: 0o600 })
  return dataDir
}

function migrateEmpty(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const path = join(folder, 'incipit.sqlite')
  // It is closed when the call returns; the promise is for engines that have to wait.
  void openSqlite(path).close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}
