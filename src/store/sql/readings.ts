import {
  readingStates,
  type LabelMark,
  type LogLine,
  type Reading,
  type ReadingChange,
  type ReadingEvent,
  type Readings,
  type ReadingState,
} from '../../model/reading.ts'
import type { Random } from '../../model/stores.ts'
import { chunksOf, evidenceOfThese, walkEvidence } from './evidence.ts'
import { fewIds, idsAtOnce, labelStatements } from './label-statements.ts'
import { archiveItemOf } from './rows.ts'
import { isDamaged, labelOf, logLineOf, readingEventOf, readingOf } from './label-rows.ts'
import { auditValues } from './secrets.ts'
import { textOrNull } from './columns.ts'
import { extentFrom } from './region-columns.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'

const dayMs = 86_400_000

/** Readings kept in an SQL engine. */
export function openReadings(sql: Sql, random: Random): Readings {
  return {
    keep: async (changes, { corpus, untilMs, labelsSinceFit }) => {
      const settled = step(labelStatements.keepSettlement, corpus, untilMs, labelsSinceFit)
      const write = (addEvent: AddEvent) =>
        sql.write([...changes.flatMap((change) => keepChange(change, addEvent)), settled])
      const numbered = await numberEvents(sql, changes)
      // If others report changes of the same items meanwhile, the numbers are taken: then each is found as it is added.
      await write(numbered).catch(() => write(addNextEvent))
    },
    find: async (organisation, itemId) =>
      (await sql.read(step(labelStatements.findReading, itemId, organisation))).map(readingOf)[0] ??
      null,
    findAll: async (organisation, corpus, itemIds) => {
      // The more values a statement takes, the more it costs.
      const isFew = itemIds.length <= fewIds
      const statement = isFew ? labelStatements.findFewReadings : labelStatements.findReadings
      const found: Row[] = []
      for (const ids of chunksOf(itemIds, isFew ? fewIds : idsAtOnce))
        found.push(...(await sql.read(step(statement, ...ids, corpus, organisation))))
      return found.map(readingOf)
    },
    damagedOf: async (itemIds) => {
      const damaged: Row[] = []
      for (const ids of chunksOf(itemIds))
        damaged.push(...(await sql.read(step(labelStatements.readKept, ...ids))).filter(isDamaged))
      return damaged.map((row) => String(row['item_id']))
    },
    listKept: async (corpus, after, limit) =>
      (await sql.read(step(labelStatements.listKept, after, corpus, limit))).map((row) =>
        String(row['item_id']),
      ),
    settlement: async (corpus) => {
      const [row] = await sql.read(step(labelStatements.findSettlement, corpus))
      const number = (column: string): number => Number(row?.[column] ?? 0)
      return { untilMs: number('until_ms'), labelsSinceFit: number('labels_since_fit') }
    },
    listMarks: async (corpus, { givenAtMs, challengeId, itemId }, limit) => {
      const after = [givenAtMs, challengeId, itemId]
      const rows = await sql.read(step(labelStatements.listLabelMarks, corpus, ...after, limit))
      return rows.map(markOf)
    },
    listLatest: async (organisation, corpus, limit) => {
      const rows = await sql.read(step(labelStatements.listLatest, corpus, organisation, limit))
      return rows.map((row) => ({ ...labelOf(row), knownAs: textOrNull(row, 'known_as') }))
    },
    listTouched: (corpus, sinceMs, after, limit) =>
      listTouched(sql, { corpus, sinceMs, after, limit }),
    countLabels: async (organisation, corpus, untilMs) => {
      const values: Value[] = [corpus, organisation, untilMs]
      return Number((await sql.read(step(labelStatements.countLabels, ...values)))[0]?.['n'] ?? 0)
    },
    labelsOf: async (organisation, itemId, limit) =>
      (await sql.read(step(labelStatements.labelsOfItem, itemId, organisation, limit))).map(
        labelOf,
      ),
    walk: (organisation, corpus, page) => walkEvidence(sql, { organisation, corpus }, page),
    evidenceOf: (organisation, itemIds, untilMs) =>
      evidenceOfThese(sql, itemIds, { organisation, untilMs }),
    listLog: async (organisation, corpus, { role, after, limit }) => {
      const statement = role === 'known' ? labelStatements.listKnownLog : labelStatements.listLog
      const behind: Value[] = [after.itemId, after.challengeId]
      const rows = await sql.read(step(statement, corpus, organisation, ...behind, limit))
      return rows.map((row): LogLine => logLineOf(row, role))
    },
    count: async (organisation, corpus) => {
      const rows = await sql.read(step(labelStatements.countReadings, corpus, organisation))
      const counts = new Map(rows.map((row) => [String(row['state']), Number(row['n'])]))
      const all = readingStates.map((state) => [state, counts.get(state) ?? 0])
      return Object.fromEntries(all) as Record<ReadingState, number>
    },
    list: async (organisation, corpus, { state, after, limit }) => {
      const values: Value[] = [corpus, organisation, state, after, limit]
      return (await sql.read(step(labelStatements.listReadings, ...values))).map(readItemOf)
    },
    history: async (organisation, itemId, limit) => {
      const values: Value[] = [itemId, organisation, limit]
      return (await sql.read(step(labelStatements.historyOfItem, ...values))).map(readingEventOf)
    },
    listWithdrawn: async (organisation, corpus, { fromMs, limit }) => {
      const values: Value[] = [corpus, organisation, fromMs, limit]
      return (await sql.read(step(labelStatements.listWithdrawn, ...values))).map(readingEventOf)
    },
    decide: async (organisation, { itemId, corpus, decision, text, decidedAtMs }, line) => {
      const values: Value[] = [itemId, corpus, decision, text, decidedAtMs]
      const own: Value[] = [itemId, corpus, organisation]
      const [decided = []] = await sql.write([
        step(labelStatements.addDecision, ...values, itemId, ...own),
        step(labelStatements.addAuditOfDecision, ...auditValues(line, random), ...own),
      ])
      return decided.length > 0
    },
    ofSource: async (organisation, sourceId) =>
      (await sql.read(step(labelStatements.readItemsOfSource, sourceId, organisation))).map(
        readItemOf,
      ),
    ofDocument: async (organisation, corpus, path) => {
      // `$` is the character after `#`: everything that begins with the path and `#` is between them.
      const own = [corpus, organisation]
      const values = [...own, `${path}#`, `${path}$`, ...own, path]
      const rows = await sql.read(step(labelStatements.readItemsOfDocument, ...values))
      return rows.map(readItemOf)
    },
  }
}

type Touch = { corpus: string; sinceMs: number; after: string; limit: number }

async function listTouched(sql: Sql, { corpus, sinceMs, after, limit }: Touch): Promise<string[]> {
  const since: Value[] = [corpus, sinceMs, after]
  const sinceDay: Value[] = [corpus, Math.floor(sinceMs / dayMs), after]
  const values = [...since, ...sinceDay, ...since, ...since, ...since]
  const rows = await sql.read(step(labelStatements.listTouched, ...values, limit))
  return rows.map((row) => String(row['item_id']))
}

type AddEvent = (event: ReadingEvent) => Step

async function numberEvents(sql: Sql, changes: readonly ReadingChange[]): Promise<AddEvent> {
  const last = new Map<string, number>()
  const ids = changes.filter(({ event }) => event !== null).map(({ itemId }) => itemId)
  for (const some of chunksOf(ids))
    for (const row of await sql.read(step(labelStatements.lastEventsOfThese, ...some)))
      last.set(String(row['item_id']), Number(row['number']))
  return (event) => {
    const number = (last.get(event.itemId) ?? 0) + 1
    return step(labelStatements.addNumberedEvent, ...eventValues(event), number)
  }
}

function addNextEvent(event: ReadingEvent): Step {
  return step(labelStatements.addReadingEvent, ...eventValues(event), event.itemId)
}

function eventValues(event: ReadingEvent): Value[] {
  const { itemId, corpus, atMs, state, text, confidence, wasState, wasText, cause } = event
  return [itemId, corpus, atMs, state, text, confidence, wasState, wasText, cause]
}

function keepChange({ itemId, reading, event }: ReadingChange, addEvent: AddEvent): Step[] {
  return [
    reading ? keepReading(reading) : step(labelStatements.forgetReading, itemId),
    ...(event ? [addEvent(event)] : []),
  ]
}

function keepReading(reading: Reading): Step {
  const { itemId, corpus, text, state, confidence, rawConfidence } = reading
  const { answers, networks, agreement, attack } = reading
  const { firstAnswerAtMs, lastAnswerAtMs, engine } = reading
  const facts: Value[] = [itemId, corpus, text, state, confidence, rawConfidence]
  const counted: Value[] = [answers, networks, agreement, attack]
  const alternatives = JSON.stringify(reading.alternatives)
  const values = [...facts, ...counted, alternatives, firstAnswerAtMs, lastAnswerAtMs, engine]
  return step(labelStatements.keepReading, ...values)
}

function markOf(row: Row): LabelMark {
  return {
    givenAtMs: Number(row['given_at_ms']),
    challengeId: String(row['challenge_id']),
    itemId: String(row['item_id']),
  }
}

function readItemOf(row: Row) {
  return {
    item: archiveItemOf(row),
    reading: row['engine'] == null ? null : readingOf({ ...row, item_id: row['id'] ?? null }),
    extent: extentFrom(row),
  }
}
