import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'
import type { ImportCache, ImportCacheEntry } from '../../model/import-cache.ts'
import { importStatements } from './import-statements.ts'

const busyTimeoutMs = 10_000
const entriesPerCommit = 1_000

/** Opens the import cache of a data folder; ignores what another version of the program remembered. */
export function openImportCache(dataDir: string): ImportCache {
  const path = join(dataDir, 'imports.sqlite')
  // It holds texts of the archive; SQLite would let everybody on the machine read them.
  closeSync(openSync(path, 'a', 0o600))
  const db = new Database(path, { timeout: busyTimeoutMs })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(readFileSync(new URL('import-cache.sql', import.meta.url), 'utf8'))
  const find = db.prepare<[string], ImportCacheEntry>(importStatements.recall)
  const keep = db.prepare(importStatements.remember)
  const waiting = new Map<string, ImportCacheEntry>()
  const version = readVersion()
  const keyOf = (name: string): string =>
    createHash('sha256').update(`${version}\n${name}`).digest('base64url')
  const commit = (): void => {
    const entries = [...waiting]
    waiting.clear()
    db.transaction(() => {
      for (const [key, { stamp, body }] of entries) keep.run(key, stamp, body)
    }).immediate()
  }
  return {
    recall: (name) => waiting.get(keyOf(name)) ?? find.get(keyOf(name)) ?? null,
    remember: (name, entry) => {
      waiting.set(keyOf(name), entry)
      if (waiting.size >= entriesPerCommit) commit()
    },
    close: () => {
      commit()
      db.close()
    },
  }
}

function readVersion(): string {
  const manifest = findPackageJSON(import.meta.url)
  if (manifest === undefined) throw new Error('the program lies in no package')
  return String(JSON.parse(readFileSync(manifest, 'utf8')).version)
}
