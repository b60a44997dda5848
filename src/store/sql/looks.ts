import type { Pairs } from '../../model/pair.ts'
import type { WritingLook } from '../../model/picture.ts'
import { pairStatements } from './pair-statements.ts'
import { step, type Row, type Sql } from './sql.ts'
import { writeInPieces } from './write-in-pieces.ts'

const figures = 4

type Looks = Pick<
  Pairs,
  'unlookedItems' | 'keepLooks' | 'lookedItems' | 'keepUnlike' | 'countUnlike'
>

/** How items look, kept in an SQL engine. */
export function openLooks(sql: Sql): Looks {
  return {
    unlookedItems: async (corpus, role, limit) =>
      (await sql.read(step(pairStatements.unlookedItems, corpus, role, limit))).map((row) => ({
        id: String(row['id']),
        mediaId: String(row['media_id']),
      })),
    keepLooks: async (looks) => {
      await writeInPieces(
        sql,
        looks.map(({ id, look }) => [step(pairStatements.keepLook, writeLook(look), id)]),
      )
    },
    lookedItems: async (corpus, role, limit) =>
      (await sql.read(step(pairStatements.lookedItems, corpus, role, limit))).map((row) => ({
        id: String(row['id']),
        look: readLook(row),
      })),
    keepUnlike: async (corpus, count) => {
      await sql.write([step(pairStatements.keepUnlike, count, corpus, count)])
    },
    countUnlike: async (organisation, corpus) => {
      const rows = await sql.read(step(pairStatements.countUnlike, corpus, organisation))
      return Number(rows[0]?.['n'] ?? 0)
    },
  }
}

function writeLook(look: WritingLook | null): string {
  return (look ?? []).map((value) => Number(value.toPrecision(figures))).join(',')
}

/** The look of an item as a row has it; null if it was not measured, or cannot be. */
export function readLook(row: Row): WritingLook | null {
  const text = row['look']
  return text == null || text === '' ? null : String(text).split(',').map(Number)
}
