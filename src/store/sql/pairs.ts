import type { Pair, Pairs, DrawnPair, LooseItem, SpareKind } from '../../model/pair.ts'
import type { Box, Role } from '../../model/item.ts'
import { drawnItemOf } from './rows.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { statements } from './statements.ts'

/** Pairs kept in an SQL engine. */
export function openPairs(sql: Sql): Pairs {
  return {
    nextPairs: async (corpus, stage, limit) =>
      (await sql.read(step(statements.nextPairs, corpus, stage, limit))).map((row) => ({
        id: String(row['id']),
        turn: Number(row['turn']),
        controlId: String(row['control_id']),
        probeId: String(row['probe_id']),
        probeRole: row['probe_role'] as Role,
      })),
    findPair: async (id) => pairOf(id, await sql.read(step(statements.itemsOfPair, id))),
    countShowings: async (showings, caps) => {
      const most = Math.min(caps.known, caps.unknown)
      await sql.write(
        showings.flatMap(({ pairId, controlId, probeId, turn }) => [
          step(statements.countControl, caps.known, controlId),
          step(statements.countOther, caps.unknown, probeId),
          step(statements.countPair, turn, most, pairId),
        ]),
      )
    },
    looseItems: async ({ corpus, role, stage, isUnseen, from, limit }) => {
      const statement = isUnseen ? statements.looseFresh : statements.looseItems
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
      Number((await sql.read(step(statements.countLoose, corpus, role, most)))[0]?.['n'] ?? 0),
    addPairs: async (pairs) => {
      const rows = await sql.write(pairs.flatMap(addPair))
      return rows.flat().length
    },
    sparePairs: async (corpus, kind, limit) =>
      (await sql.read(step(spare[kind], corpus, limit))).map((row) => String(row['id'])),
    dissolve: async (ids) => {
      await sql.write(ids.map((id) => step(statements.dissolvePair, id)))
    },
  }
}

const spare: Readonly<Record<SpareKind, string>> = {
  read: statements.readPairs,
  repeated: statements.repeatedPairs,
  unshown: statements.unshownPairs,
}

function addPair(pair: Pair): Step[] {
  const { id, corpus, controlId, probeId, probeRole, stage, turn } = pair
  const facts = [id, corpus, controlId, probeId, probeRole, stage, turn]
  return [
    step(statements.addPair, ...facts, controlId, probeId),
    step(statements.tieItem, id, controlId, id),
    step(statements.tieItem, id, probeId, id),
  ]
}

function pairOf(id: string, rows: readonly Row[]): DrawnPair | null {
  const control = rows.find((row) => row['id'] === row['control_id'] && row['role'] === 'known')
  const probe = rows.find((row) => row['id'] === row['probe_id'])
  return control && probe ? { id, control: drawnItemOf(control), probe: drawnItemOf(probe) } : null
}

function looseItemOf(row: Row): LooseItem {
  return {
    id: String(row['id']),
    box: JSON.parse(String(row['box'])) as Box,
    label: row['label'] == null ? null : String(row['label']),
    machineScore: row['machine_score'] == null ? null : Number(row['machine_score']),
    isCanary: Number(row['is_canary']) === 1,
  }
}
