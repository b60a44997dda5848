import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PictureKeys, StagedOf, StagedRecord, Staging } from '../../model/staging.ts'
import { importStatements } from './import-statements.ts'
import {
  readMention,
  readRecord,
  readSeen,
  writeMention,
  writeRecord,
  writeSeen,
} from './staged.ts'

const cachePages = 4_096

/** Opens staging in a file of its own that is already unlinked, so it disappears with the program. */
export function openStaging(folder: string): Staging {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `staging-${randomBytes(6).toString('hex')}`)
  const db = new Database(path)
  const unlink = (): void => rmSync(path, { force: true })
  // Everything is one transaction that never ends, so the journal covers only the empty file.
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma(`cache_size = ${cachePages}`)
  db.exec(readFileSync(new URL('staging.sql', import.meta.url), 'utf8'))
  // If an open file cannot be removed, it is removed when it is closed.
  if (process.platform !== 'win32') unlink()
  db.exec('BEGIN')
  return { ...stagingOn(db), close: () => (db.close(), unlink()) }
}

function stagingOn(db: Database.Database): Omit<Staging, 'close'> {
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
  const findStaged = paths(importStatements.findStaged)
  const add = prepare(importStatements.notePicture)
  const mention = prepare(importStatements.addMention)
  const stage = prepare(importStatements.addStaged)
  const mentions = prepare<{ body: string }>(importStatements.listMentions)
  const staged = prepare<{ place: number; body: string }>(importStatements.listStaged)
  const count = prepare<{ n: number }>(importStatements.countNoted)
  const mentioned = prepare<{ n: number }>(importStatements.countMentioned)
  const mark = prepare(importStatements.mark)
  const marked = prepare<{ body: string }>(importStatements.findMark)
  const seenName = (sourceId: string): string => `seen ${sourceId}`
  const paintedName = (path: string): string => `painted ${path}`
  const listOf = <Kind extends StagedRecord['kind']>(kind: Kind, after: number, limit: number) =>
    staged.all(kind, after, limit).map(({ place, body }) => {
      const record = readRecord(body)
      if (record.kind !== kind) throw new Error(`staging holds a ${record.kind} as a ${kind}`)
      return { place, record: record as StagedOf<Kind> }
    })
  return {
    addPicture: (path, { place, stem, number }) => void add.run(path, place, stem, number),
    hasPicture: (path) => find(path).length > 0,
    findPictures: (key, value, limit) => byKey[key](value, limit),
    countPictures: () => count.get()?.n ?? 0,
    listPictures: (after, limit) =>
      list(after, limit).map((path) => ({
        path,
        mentions: mentions.all(path).map(({ body }) => readMention(body)),
      })),
    mention: (path, one) =>
      void mention.run(path, one.kind === 'reading' ? one.content : one.kind, writeMention(one)),
    countMentioned: (by) => mentioned.get(JSON.stringify(by))?.n ?? 0,
    add: (record) => void stage.run(record.kind, record.path, writeRecord(record)),
    has: (kind, path) => findStaged(path, kind).length > 0,
    list: listOf,
    findSeen: (sourceId) => {
      const found = marked.get(seenName(sourceId))
      return found ? readSeen(found.body) : null
    },
    markSeen: (sourceId, seen) => void mark.run(seenName(sourceId), writeSeen(seen)),
    isPainted: (path) => marked.get(paintedName(path)) !== undefined,
    markPainted: (path) => void mark.run(paintedName(path), ''),
  }
}
