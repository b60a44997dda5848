import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Staging, PictureKeys, StagedNote } from '../../model/staging.ts'
import { importStatements } from './import-statements.ts'

const cachePages = 4_096

/** Opens staging in a file of their own, which has no name any more and so is gone with the program. */
export function openStaging(folder: string): Staging {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `staging-${randomBytes(6).toString('hex')}`)
  const db = new Database(path)
  const unlink = (): void => rmSync(path, { force: true })
  // All is one transaction that never ends, so the journal is of the empty file alone.
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma(`cache_size = ${cachePages}`)
  db.exec(readFileSync(new URL('staging.sql', import.meta.url), 'utf8'))
  // Where a file that is open cannot be removed, it is removed when it is closed.
  if (process.platform !== 'win32') unlink()
  db.exec('BEGIN')
  return { ...notesOn(db), close: () => (db.close(), unlink()) }
}

function notesOn(db: Database.Database): Omit<Staging, 'close'> {
  const prepare = <Row>(sql: string) => db.prepare<unknown[], Row>(sql)
  const paths = (sql: string) => {
    const statement = prepare<{ path: string }>(sql)
    return (...values: unknown[]): string[] => statement.all(...values).map(({ path }) => path)
  }
  const byKey = {
    place: paths(importStatements.notedByPlace),
    stem: paths(importStatements.notedByStem),
    number: paths(importStatements.notedByNumber),
  } satisfies Record<keyof PictureKeys, unknown>
  const list = paths(importStatements.listNoted)
  const find = paths(importStatements.findNoted)
  const findAside = paths(importStatements.findAside)
  const add = prepare(importStatements.notePicture)
  const say = prepare(importStatements.noteSaying)
  const putAside = prepare(importStatements.noteAside)
  const said = prepare<StagedNote>(importStatements.listSaid)
  const aside = prepare<{ place: number; body: string }>(importStatements.listAside)
  const count = prepare<{ n: number }>(importStatements.countNoted)
  const told = prepare<{ n: number }>(importStatements.countToldOf)
  const mark = prepare(importStatements.mark)
  const marked = prepare<{ body: string }>(importStatements.findMark)
  return {
    addPicture: (path, { place, stem, number }) => void add.run(path, place, stem, number),
    hasPicture: (path) => find(path).length > 0,
    findPictures: (key, value, limit) => byKey[key](value, limit),
    countPictures: () => count.get()?.n ?? 0,
    listPictures: (after, limit) =>
      list(after, limit).map((path) => ({ path, said: said.all(path) })),
    say: (path, { kind, body }) => void say.run(path, kind, body),
    countToldOf: (kinds) => told.get(JSON.stringify(kinds))?.n ?? 0,
    putAside: (path, { kind, body }) => void putAside.run(kind, path, body),
    hasAside: (kind, path) => findAside(path, kind).length > 0,
    listAside: (kind, after, limit) => aside.all(kind, after, limit),
    marked: (name) => marked.get(name)?.body ?? null,
    mark: (name, body) => void mark.run(name, body),
  }
}
