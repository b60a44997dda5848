import type { Pair, Pairs, DrawnPair, LooseItem, SpareKind } from '../../model/pair.ts'
import type { Role } from '../../model/item.ts'
import type { Box } from '../../model/region.ts'
import { drawnItemOf } from './rows.ts'
import { writeInPieces } from './write-in-pieces.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { pairStatements } from './pair-statements.ts'

/** Pairs kept in an SQL engine. */
export function openPairs(sql: Sql): Pairs {
  return {
    nextPairs: async (corpus, stage, limit) =>
      (await sql.read(step(pairStatements.nextPairs, corpus, stage, limit))).map((row) => ({
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
      Number((await sql.read(step(pairStatements.countLoose, corpus, role, most)))[0]?.['n'] ?? 0),
    addPairs: async (pairs) => {
      const rows = await writeInPieces(sql, pairs.map(addPair))
      return rows.flat().length
    },
    sparePairs: async (corpus, kind, limit) =>
      (await sql.read(step(spare[kind], corpus, limit))).map((row) => String(row['id'])),
    dissolve: async (ids) => {
      await writeInPieces(
        sql,
        ids.map((id) => [step(pairStatements.dissolvePair, id)]),
      )
    },
  }
}

const spare: Readonly<Record<SpareKind, string>> = {
  read: pairStatements.readPairs,
  repeated: pairStatements.repeatedPairs,
  unseen: pairStatements.unseenPairs,
}

function addPair(pair: Pair): Step[] {
  const { id, corpus, controlId, probeId, probeRole, stage, turn } = pair
  const facts = [id, corpus, controlId, probeId, probeRole, stage, turn]
  return [
    step(pairStatements.addPair, ...facts, controlId, probeId),
    step(pairStatements.tieItem, id, controlId, id),
    step(pairStatements.tieItem, id, probeId, id),
  ]
}

function pairOf(id: string, rows: readonly Row[]): DrawnPair | null {
  const control = rows.find((row) => row['id'] === row['control_id'] && row['role'] === 'known')
  const probe = rows.find((row) => row['id'] === row['probe_id'])
  return control && probe ? { id, control: drawnItemOf(control), probe: drawnItemOf(probe) } : null
}

function looseItemOf(row: Row): LooseItem {
  const box = JSON.parse(String(row['box'])) as Box | null
  return {
    id: String(row['id']),
    proportion: box ? box.width / box.height : 1,
    label: row['label'] == null ? null : String(row['label']),
    machineScore: row['machine_score'] == null ? null : Number(row['machine_score']),
    isCanary: Number(row['is_canary']) === 1,
  }
}
