import type { Label } from '../../model/answer.ts'
import { labelStatements } from './label-statements.ts'
import { step, type Row, type Sql } from './sql.ts'

/** What a challenge asked of items that decide no more, and how much of that was taken for right. */
type Struck = { asked: number; right: number }

/** Challenges with known items that were taken out of the known ones since. */
export type StruckRecords = ReadonlyMap<string, Struck>

/**
 * What is to be struck from the records of the visitors who read these items, up to a time: their answers to
 * known items that turned out to be wrong in the archive. Where a corpus has none, nothing is looked up.
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

/** A label with the record that its visitor has without what was struck. */
export function strikeFrom(label: Label, records: StruckRecords): Label {
  const struck = records.get(label.challengeId)
  if (!struck) return label
  const knownAsked = Math.max(0, label.knownAsked - struck.asked)
  const right = Math.round(label.weight * label.knownAsked) - struck.right
  const weight = knownAsked === 0 ? 0 : Math.min(1, Math.max(0, right / knownAsked))
  return { ...label, knownAsked, weight, verdict: right >= knownAsked ? 'pass' : label.verdict }
}
