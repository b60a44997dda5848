import type { Decision, Evidence, KnownAnswer } from '../../model/reading.ts'
import type { Label } from '../../model/answer.ts'
import type { ItemStatus } from '../../model/item.ts'
import { reportWeights } from '../../model/report.ts'
import { readStruck, strikeFrom } from './fair-labels.ts'
import { idsAtOnce, labelStatements } from './label-statements.ts'
import { archiveItemOf, itemOf } from './rows.ts'
import { decisionOf, knownAnswerOf, labelOf } from './label-rows.ts'
import { step, type Row, type Sql, type Value } from './sql.ts'

/** How much evidence of one item is read: the first labels and known answers by challenge id. */
const evidenceLimits = { labels: 200, knownAnswers: 200 } as const

const dayMs = 86_400_000

/** The labels and known answers of some items. */
type KeptAnswers = { labels: readonly Label[]; knownAnswers: readonly KnownAnswer[] }

/** The evidence of the next items of an organisation's corpus that have any, in a few queries for all. */
export async function walkEvidence(
  sql: Sql,
  { organisation, corpus, after }: { organisation: string; corpus: string; after: string },
  { limit, untilMs }: { limit: number; untilMs: number },
): Promise<Evidence[]> {
  const next: Value[] = [corpus, organisation, after, limit]
  const rows = await sql.read(
    step(labelStatements.nextEvident, ...next, ...next, ...next, ...next, limit),
  )
  const ids = rows.map((row) => String(row['item_id']))
  const range: Value[] = [corpus, after, ids.at(-1) ?? after, untilMs]
  const { labels, knownAnswers } = evidenceLimits
  const kept = {
    labels: (await sql.read(step(labelStatements.labelsAfter, ...range, labels))).map(labelOf),
    knownAnswers: (
      await sql.read(step(labelStatements.knownAnswersAfter, ...range, knownAnswers))
    ).map(knownAnswerOf),
  }
  return gather(sql, ids, { organisation, untilMs, kept })
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
  const byItem = kept && { labels: groupByItem(kept.labels), known: groupByItem(kept.knownAnswers) }
  const gathered: Evidence[] = []
  for (const ids of chunksOf(itemIds)) {
    const rows = await sql.read(step(labelStatements.theseItems, ...ids, organisation))
    const own = byItem ?? (await readKept(sql, { ids, rows }, untilMs))
    const unreadable = await countUnreadable(sql, ids, untilMs)
    const decisions = await readDecisions(sql, ids, untilMs)
    const struck = await readStruck(sql, { ids, rows }, untilMs)
    for (const row of rows) {
      const item = archiveItemOf(row)
      gathered.push({
        item,
        poolStatus: poolStatusAt(row, untilMs),
        labels: (own.labels.get(item.id) ?? []).map((label) => strikeFrom(label, struck)),
        knownAnswers: own.known.get(item.id) ?? [],
        unreadableNetworks: unreadable.get(item.id) ?? 0,
        decision: decisions.get(item.id) ?? null,
      })
    }
  }
  return gathered
}

// Only the last move in the pool is stored.
function poolStatusAt(row: Row, untilMs: number): ItemStatus {
  return Number(row['moved_at_ms'] ?? 0) > untilMs ? archiveItemOf(row).status : itemOf(row).status
}

async function readKept(
  sql: Sql,
  { ids, rows }: { ids: readonly string[]; rows: readonly Row[] },
  untilMs: number,
) {
  const these = [...ids, untilMs, evidenceLimits.labels]
  const labels = (await sql.read(step(labelStatements.labelsOfThese, ...these))).map(labelOf)
  const knownAnswers: KnownAnswer[] = []
  for (const corpus of new Set(rows.map((row) => row['corpus'] ?? ''))) {
    const values = [corpus, ...ids, untilMs, evidenceLimits.knownAnswers]
    const found = await sql.read(step(labelStatements.knownAnswersOfThese, ...values))
    knownAnswers.push(...found.map(knownAnswerOf))
  }
  return { labels: groupByItem(labels), known: groupByItem(knownAnswers) }
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
export function chunksOf(ids: readonly string[]): string[][] {
  const sorted = [...new Set(ids)].toSorted(byCode)
  const chunks: string[][] = []
  for (let at = 0; at < sorted.length; at += idsAtOnce) {
    const chunk = sorted.slice(at, at + idsAtOnce)
    const last = chunk.at(-1) ?? ''
    chunks.push([...chunk, ...Array<string>(idsAtOnce - chunk.length).fill(last)])
  }
  return chunks
}

// The order of the store: by code unit, regardless of language.
function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
