import {
  slicesMax,
  type DecidingText,
  type DrawnPair,
  type LooseItem,
  type Pair,
  type Pairs,
  type SliceMove,
  type SpareKind,
} from '../../model/pair.ts'
import type { Role } from '../../model/item.ts'
import type { Box } from '../../model/region.ts'
import { drawnItemOf } from './rows.ts'
import { writeInPieces } from './write-in-pieces.ts'
import { openLooks, readLook } from './looks.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { pairStatements, textsAtOnce } from './pair-statements.ts'

/** Pairs kept in an SQL engine. */
export function openPairs(sql: Sql): Pairs {
  return {
    nextPairs: async ({ corpus, slicePoint, stage, limit }) =>
      (
        await sql.read(step(pairStatements.nextPairs, corpus, corpus, slicePoint, stage, limit))
      ).map((row) => ({
        id: String(row['id']),
        turn: Number(row['turn']),
        controlId: String(row['control_id']),
        probeId: String(row['probe_id']),
        probeRole: row['probe_role'] as Role,
      })),
    findPair: async (id) => pairOf(id, await sql.read(step(pairStatements.itemsOfPair, id))),
    moveOn: async (showings) => {
      await sql.write(
        showings.flatMap(({ pairId, turn }) => [
          step(pairStatements.moveOn, turn, pairId),
          step(pairStatements.markSeen, pairId),
        ]),
      )
    },
    looseItems: async ({ corpus, role, stage, isUnseen, from, limit }) => {
      const statement = isUnseen ? pairStatements.looseFresh : pairStatements.looseItems
      const read = async (least: number, below: number, most: number): Promise<LooseItem[]> => {
        const values = [corpus, role, stage, least, below, most]
        return (await sql.read(step(statement, ...values))).map(looseItemOf)
      }
      const later = await read(from, 1, limit)
      return later.length < limit
        ? [...later, ...(await read(0, from, limit - later.length))]
        : later
    },
    countLoose: async (corpus, role, most) =>
      countOf(await sql.read(step(pairStatements.countLoose, corpus, role, most))),
    ...openLooks(sql),
    countAsking: async (corpus, most) =>
      countOf(await sql.read(step(pairStatements.countAsking, corpus, most))),
    addPairs: async (pairs) => {
      const rows = await writeInPieces(sql, pairs.map(addPair))
      return rows.flat().length
    },
    sparePairs: async ({ corpus, slice, kind, limit }) =>
      (await sql.read(step(spare[kind], corpus, slice, limit))).map((row) => String(row['id'])),
    countSlices: async (organisation, corpus) =>
      (await sql.read(step(pairStatements.countSlices, corpus, organisation))).map((row) =>
        Number(row['pairs']),
      ),
    slices: async (corpus) =>
      (await sql.read(step(pairStatements.listSlices, corpus))).map((row) => ({
        number: Number(row['number']),
        pairs: Number(row['pairs']),
        placed: Number(row['placed']),
        isOpen: Number(row['is_open']) === 1,
      })),
    countTexts: (corpus, texts) => countTexts(sql, corpus, texts),
    listTexts: async (organisation, corpus, limit) =>
      (await sql.read(step(pairStatements.listTexts, corpus, organisation, limit))).map(textOf),
    setSlices: async (corpus, count) => {
      if (count > slicesMax) throw new Error('store: too many slices')
      const numbers = Array.from({ length: count }, (_, number) => number)
      await sql.write([
        ...numbers.map((number) => step(pairStatements.addSlice, corpus, number, count)),
        step(pairStatements.setSlices, count, corpus),
        step(pairStatements.forgetSlices, corpus),
      ])
    },
    moveToSlice: (move) => moveToSlice(sql, move),
    dissolve: async (ids) => {
      await writeInPieces(
        sql,
        ids.map((id) => [step(pairStatements.dissolvePair, id)]),
      )
    },
  }
}

function countOf(rows: readonly Row[]): number {
  return Number(rows[0]?.['n'] ?? 0)
}

const spare: Readonly<Record<SpareKind, string>> = {
  read: pairStatements.readPairs,
  repeated: pairStatements.repeatedPairs,
  unseen: pairStatements.unseenPairs,
  asking: pairStatements.askingPairs,
}

function addPair(pair: Pair): Step[] {
  const { id, corpus, controlId, probeId, probeRole, stage, slice, text, turn } = pair
  const facts = [id, corpus, controlId, probeId, probeRole, stage, slice, text, turn]
  const bit = bitOf(slice)
  return [
    step(pairStatements.addPair, ...facts, controlId, probeId),
    step(pairStatements.tieItem, id, bit, bit, bit, controlId, id),
    step(pairStatements.tieItem, id, bit, bit, bit, probeId, id),
    step(pairStatements.countPlaced, id, corpus),
  ]
}

async function countTexts(
  sql: Sql,
  corpus: string,
  texts: readonly string[],
): Promise<DecidingText[]> {
  const found: DecidingText[] = []
  for (let at = 0; at < texts.length; at += textsAtOnce) {
    const some = texts.slice(at, at + textsAtOnce)
    const padding = Array<string>(textsAtOnce - some.length).fill(some[0] ?? '')
    const rows = await sql.read(step(pairStatements.countTexts, corpus, ...some, ...padding))
    found.push(...rows.map(textOf))
  }
  return found
}

function textOf(row: Row): DecidingText {
  return { text: String(row['text']), pairs: Number(row['pairs']) }
}

async function moveToSlice(
  sql: Sql,
  { corpus, from, to, count, turn }: SliceMove,
): Promise<number> {
  const ids: string[] = []
  for (const stage of ['open', 'retired'] as const) {
    const values = [corpus, from, stage, bitOf(to), count - ids.length]
    const found = await sql.read(step(pairStatements.movablePairs, ...values))
    ids.push(...found.map((row) => String(row['id'])))
  }
  await writeInPieces(
    sql,
    ids.map((id, n) => [
      step(pairStatements.movePair, to, turn + n / ids.length, id),
      step(pairStatements.moveItems, bitOf(to), id),
      step(pairStatements.countPlaced, id, corpus),
    ]),
  )
  await sql.write([step(pairStatements.forgetSlices, corpus)])
  return ids.length
}

// The slices an item was in are the bits of a whole number that a double holds exactly.
function bitOf(slice: number): number {
  return 2 ** slice
}

function slicesOf(bits: number): number[] {
  const slices: number[] = []
  for (let slice = 0; slice < slicesMax; slice += 1)
    if (Math.floor(bits / bitOf(slice)) % 2 === 1) slices.push(slice)
  return slices
}

function pairOf(id: string, rows: readonly Row[]): DrawnPair | null {
  const control = rows.find((row) => row['id'] === row['control_id'] && row['role'] === 'known')
  const probe = rows.find((row) => row['id'] === row['probe_id'])
  return control && probe ? { id, control: drawnItemOf(control), probe: drawnItemOf(probe) } : null
}

// Partners are of like proportions: pictures in their shape, sounds in their length.
function proportionOf(row: Row): number {
  if (row['from_ms'] != null) return (Number(row['to_ms']) - Number(row['from_ms'])) / 1_000
  const box = JSON.parse(String(row['box'])) as Box | null
  return box ? box.width / box.height : 1
}

function looseItemOf(row: Row): LooseItem {
  return {
    id: String(row['id']),
    proportion: proportionOf(row),
    label: row['label'] == null ? null : String(row['label']),
    machineScore: row['machine_score'] == null ? null : Number(row['machine_score']),
    isCanary: Number(row['is_canary']) === 1,
    sourceId: String(row['source_id']),
    slices: slicesOf(Number(row['slices'])),
    look: readLook(row),
  }
}
