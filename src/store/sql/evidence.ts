import type { Decision, Evidence, KnownAnswer } from '../../model/reading.ts'
import type { Label } from '../../model/answer.ts'
import type { ItemStatus } from '../../model/item.ts'
import { reportWeights } from '../../model/report.ts'
import { readStruck, strikeFrom } from './fair-labels.ts'
import { idsAtOnce, labelStatements } from './label-statements.ts'
import { number, text } from './columns.ts'
import { archiveItemOf } from './rows.ts'
import { decisionOf, knownAnswerOf, labelOf } from './label-rows.ts'
import { step, type Row, type Sql, type Value } from './sql.ts'

/** How much evidence of one item is read: the first labels and known answers by challenge id. */
const evidenceLimits = { labels: 200, knownAnswers: 200 } as const

const dayMs = 86_400_000

/** More rows than this are read by a statement that cuts off what is too much of each item. */
const rowsAtOnce = 4_000

/** The labels and known answers of some items; null for known answers that are read by item. */
type KeptAnswers = { labels: readonly Label[]; knownAnswers: readonly KnownAnswer[] | null }

/** Which evidence is walked through: items from one on, and what was said up to a time. */
type Walk = { after: string; limit: number; untilMs: number; leavesOutKnown?: boolean }

/** The evidence of the next items of an organisation's corpus that have any, in a few queries for all. */
export async function walkEvidence(
  sql: Sql,
  { organisation, corpus }: { organisation: string; corpus: string },
  { after, limit, untilMs, leavesOutKnown = false }: Walk,
): Promise<Evidence[]> {
  const next: Value[] = [corpus, organisation, after, limit]
  const rows = await sql.read(
    step(labelStatements.nextEvident, ...next, ...next, ...next, ...next, limit),
  )
  const ids = rows.map((row) => String(row['item_id']))
  const range: Value[] = [corpus, after, ids.at(-1) ?? after, untilMs]
  const labels = {
    all: labelStatements.allLabelsAfter,
    first: labelStatements.labelsAfter,
    most: evidenceLimits.labels,
  }
  const known = {
    all: labelStatements.allKnownAnswersAfter,
    first: labelStatements.knownAnswersAfter,
    most: evidenceLimits.knownAnswers,
  }
  const kept = {
    labels: (await readAfter(sql, range, labels)).map(labelOf),
    knownAnswers: leavesOutKnown ? null : (await readAfter(sql, range, known)).map(knownAnswerOf),
  }
  return gather(sql, ids, { organisation, untilMs, kept })
}

type Reader = { all: string; first: string; most: number }

async function readAfter(
  sql: Sql,
  range: readonly Value[],
  { all, first, most }: Reader,
): Promise<Row[]> {
  const rows = await sql.read(step(all, ...range, rowsAtOnce))
  return rows.length < rowsAtOnce && !hasMoreOfOne(rows, most)
    ? rows
    : sql.read(step(first, ...range, most))
}

// Rows are in the order of their items.
function hasMoreOfOne(rows: readonly Row[], most: number): boolean {
  return rows.some((row, n) => row['item_id'] === rows[n + most]?.['item_id'])
}

/** The evidence of these items of an organisation, in the order of their ids. */
export async function evidenceOfThese(
  sql: Sql,
  itemIds: readonly string[],
  { organisation, untilMs }: { organisation: string; untilMs: number },
): Promise<Evidence[]> {
  return gather(sql, itemIds, { organisation, untilMs, kept: null })
}

async function gather(
  sql: Sql,
  itemIds: readonly string[],
  {
    organisation,
    untilMs,
    kept,
  }: {
    organisation: string
    untilMs: number
    kept: KeptAnswers | null
  },
): Promise<Evidence[]> {
  const labels = kept && groupByItem(kept.labels)
  const known = kept?.knownAnswers && groupByItem(kept.knownAnswers)
  const gathered: Evidence[] = []
  for (const ids of chunksOf(itemIds)) {
    const rows = await sql.read(step(labelStatements.theseItems, ...ids, organisation))
    const labelsOf = labels ?? (await readLabels(sql, ids, untilMs))
    const knownOf =
      known ??
      (await readKnown(
        sql,
        labels ? rows.filter((row) => hasReading(row, untilMs)) : rows,
        untilMs,
      ))
    const unreadable = await countUnreadable(sql, ids, untilMs)
    const decisions = await readDecisions(sql, ids, untilMs)
    const struck = await readStruck(sql, { ids, rows }, untilMs)
    for (const row of rows) {
      const item = archiveItemOf(row)
      gathered.push({
        item,
        poolStatus: poolStatusAt(row, untilMs),
        labels: (labelsOf.get(item.id) ?? []).map((label) => strikeFrom(label, struck)),
        knownAnswers: knownOf.get(item.id) ?? [],
        unreadableNetworks: unreadable.get(item.id) ?? 0,
        decision: decisions.get(item.id) ?? null,
      })
    }
  }
  return gathered
}

// Only the last move in the pool is stored.
function poolStatusAt(row: Row, untilMs: number): ItemStatus {
  const isMovedLater = number(row, 'moved_at_ms') > untilMs
  return text(row, isMovedLater ? 'given_status' : 'status') as ItemStatus
}

// A reading is made of any item, except of one that is known to the archive and in the pool.
function hasReading(row: Row, untilMs: number): boolean {
  return row['given_status'] !== 'known' || poolStatusAt(row, untilMs) !== 'known'
}

async function readLabels(
  sql: Sql,
  ids: readonly string[],
  untilMs: number,
): Promise<Map<string, Label[]>> {
  const these = [...ids, untilMs, evidenceLimits.labels]
  return groupByItem((await sql.read(step(labelStatements.labelsOfThese, ...these))).map(labelOf))
}

async function readKnown(
  sql: Sql,
  rows: readonly Row[],
  untilMs: number,
): Promise<Map<string, KnownAnswer[]>> {
  const knownAnswers: KnownAnswer[] = []
  for (const [corpus, some] of Map.groupBy(rows, (row) => row['corpus'] ?? ''))
    for (const ids of chunksOf(some.map((row) => String(row['id'])))) {
      const values = [corpus, ...ids, untilMs, evidenceLimits.knownAnswers]
      const found = await sql.read(step(labelStatements.knownAnswersOfThese, ...values))
      knownAnswers.push(...found.map(knownAnswerOf))
    }
  return groupByItem(knownAnswers)
}

// A report has only its day. Whoever has answered nothing rightly could otherwise end the asking for an item.
async function countUnreadable(
  sql: Sql,
  ids: readonly string[],
  untilMs: number,
): Promise<Map<string, number>> {
  const values = [...ids, Math.floor(untilMs / dayMs), untilMs, reportWeights.good]
  const rows = await sql.read(step(labelStatements.unreadableOfThese, ...values))
  return new Map(rows.map((row) => [String(row['item_id']), Number(row['n'])]))
}

async function readDecisions(
  sql: Sql,
  ids: readonly string[],
  untilMs: number,
): Promise<Map<string, Decision>> {
  const rows = await sql.read(step(labelStatements.lastDecisionsOfThese, ...ids, untilMs))
  return new Map(rows.map((row) => [String(row['item_id']), decisionOf(row)]))
}

function groupByItem<One extends { itemId: string }>(all: readonly One[]): Map<string, One[]> {
  return Map.groupBy(all, ({ itemId }) => itemId)
}

/** Ids in their order, each once, in lists as statements take them: the last is filled up with its last id. */
export function chunksOf(ids: readonly string[], atOnce = idsAtOnce): string[][] {
  const sorted = [...new Set(ids)].toSorted(byCode)
  const chunks: string[][] = []
  for (let at = 0; at < sorted.length; at += atOnce) {
    const chunk = sorted.slice(at, at + atOnce)
    const last = chunk.at(-1) ?? ''
    chunks.push([...chunk, ...Array<string>(atOnce - chunk.length).fill(last)])
  }
  return chunks
}

// The order of the store: by code unit, regardless of language.
function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
