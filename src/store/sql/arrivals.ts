import { drawId, drawUnit } from '../../model/chance.ts'
import type { Item } from '../../model/item.ts'
import type { Source } from '../../model/source.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { arrivalStatements } from './arrival-statements.ts'
import { regionValues } from './region-columns.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { sweep } from './sweep.ts'
import { writeInPieces } from './write-in-pieces.ts'

const idBytes = 12
/** Items have many indexes: so many keep others waiting for a few milliseconds. */
const itemsPerCommit = 50

/** How many items were new, and how many took something over. */
export type CameIn = { added: number; revised: number }

/** Items that all wait to come in: which, and how many. */
type Arrival = { id: string; count: number }

type ArrivalContext = { sql: Sql; clock: Clock; random: Random }

/** What an organisation adds to a corpus of its own. */
type Adding = { organisation: string; source: Source; items: readonly Item[] }

/**
 * Brings the items of a source in, all or none: `announced` is in the commit that decides it. Few come in with
 * that commit. Many wait in a table of their own before it and come in by small commits after it, so that the
 * writes of other processes wait only briefly; if the process is killed in between, `finishArrivals` goes on.
 */
export async function bringIn(
  { sql, clock, random }: ArrivalContext,
  { organisation, source, items }: Adding,
  announced: readonly Step[],
): Promise<CameIn> {
  const arrival = { id: drawId(random, idBytes), count: items.length }
  const atMs = clock()
  const put = items.map((item, number) =>
    step(arrivalStatements.putItem, arrival.id, number, atMs, ...valuesOf(item, drawUnit(random))),
  )
  const own: Value[] = [source.id, source.corpus, organisation]
  const which: Value[] = [arrival.id, atMs, ...own, arrival.id, items.length]
  const decided = [...announced, step(arrivalStatements.addArrival, ...which)]
  if (items.length <= itemsPerCommit) {
    const rows = await sql.write([...put, ...decided, ...takeIn(arrival, 0)])
    return cameIn(rows.slice(put.length + decided.length))
  }
  await writeInPieces(
    sql,
    put.map((one) => [one]),
  )
  const isDecided = ((await sql.write(decided)).at(-1)?.length ?? 0) > 0
  if (!isDecided)
    throw new Error('store: items that waited to come in were swept, or their corpus was removed')
  return takeAllIn(sql, arrival)
}

/** Brings in what killed processes had decided to bring into a corpus; nobody else may be adding to it. */
export async function finishArrivals(
  sql: Sql,
  organisation: string,
  corpus: string,
): Promise<void> {
  await finish(sql, await sql.read(step(arrivalStatements.arrivalsOfCorpus, corpus, organisation)))
}

/** Brings in what was decided before a time, and forgets what waits since then and never will be. */
export async function sweepArrivals(sql: Sql, beforeMs: number): Promise<void> {
  await finish(sql, await sql.read(step(arrivalStatements.arrivalsBefore, beforeMs)))
  await sweep(sql, arrivalStatements.sweepArriving, beforeMs)
}

async function finish(sql: Sql, rows: readonly Row[]): Promise<void> {
  for (const row of rows) await takeAllIn(sql, { id: String(row['id']), count: Number(row['n']) })
}

async function takeAllIn(sql: Sql, arrival: Arrival): Promise<CameIn> {
  const sum = { added: 0, revised: 0 }
  for (let from = 0; from === 0 || from < arrival.count; from += itemsPerCommit) {
    const { added, revised } = cameIn(await sql.write(takeIn(arrival, from)))
    sum.added += added
    sum.revised += revised
  }
  return sum
}

// What one process took in, another finds gone: each item comes in once.
function takeIn({ id }: Pick<Arrival, 'id'>, from: number): Step[] {
  const range: Value[] = [id, from, from + itemsPerCommit]
  return [
    step(arrivalStatements.addItems, ...range),
    step(arrivalStatements.reviseItems, ...range),
    step(arrivalStatements.dropItemsOfDroppedSource, id),
    step(arrivalStatements.forgetArriving, ...range),
    step(arrivalStatements.endArrival, id, id),
  ]
}

function cameIn([added = [], revised = []]: readonly Row[][]): CameIn {
  return { added: added.length, revised: revised.length }
}

function valuesOf(item: Item, rank: number): Value[] {
  const role = item.status === 'known' ? 'known' : 'unknown'
  const { id, corpus, sourceId, kind, status, stage, level, regionName } = item
  const { label, confidence, mediaId } = item
  const facts: Value[] = [id, corpus, sourceId, kind, status, role, stage, level, regionName]
  const { lineId, readingOrder, machineScore } = item
  const rest: Value[] = [lineId, item.place, readingOrder, machineScore]
  return [...facts, ...regionValues(item.region), label, confidence, mediaId, ...rest, rank]
}
