import type { Label } from '../../model/answer.ts'
import { labelStatements } from './label-statements.ts'
import { step, type Row, type Sql } from './sql.ts'

/** How many items that no longer decide a challenge asked, and how many answers to them counted as right. */
type Struck = { asked: number; right: number }

/** Challenges with items that have since been removed from the known ones. */
export type StruckRecords = ReadonlyMap<string, Struck>

/**
 * What to strike from the records of the visitors who read these items, up to a time: their answers to known
 * items that turned out to be wrong in the archive. If a corpus has none, nothing is looked up.
 */
export async function readStruck(
  sql: Sql,
  { ids, rows }: { ids: readonly string[]; rows: readonly Row[] },
  untilMs: number,
): Promise<StruckRecords> {
  const corpora = new Set(rows.map((row) => row['corpus'] ?? ''))
  const away: Row[] = []
  for (const corpus of corpora)
    away.push(...(await sql.read(step(labelStatements.hasMovedAway, corpus, untilMs))))
  if (away.length === 0) return new Map()
  const found = await sql.read(step(labelStatements.struckOfThese, ...ids, untilMs))
  return new Map(
    found.map((row) => [
      String(row['challenge_id']),
      { asked: Number(row['asked']), right: Number(row['was_right']) },
    ]),
  )
}

/** A label with its visitor's record, without what was struck. */
export function strikeFrom(label: Label, records: StruckRecords): Label {
  const struck = records.get(label.challengeId)
  if (!struck) return label
  const knownAsked = Math.max(0, label.knownAsked - struck.asked)
  const right = Math.round(label.weight * label.knownAsked) - struck.right
  const weight = knownAsked === 0 ? 0 : Math.min(1, Math.max(0, right / knownAsked))
  return { ...label, knownAsked, weight, verdict: right >= knownAsked ? 'pass' : label.verdict }
}
