import type { Couple, Couples, DrawnCouple, LooseItem, SpareKind } from '../model/couple.ts'
import type { Box, Role } from '../model/item.ts'
import { drawnItemOf } from './rows.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { statements } from './statements.ts'

/** Couples kept in an SQL engine. */
export const openCouples = (sql: Sql): Couples => ({
  nextCouples: async (corpus, stage, limit) =>
    (await sql.read(step(statements.nextCouples, corpus, stage, limit))).map((row) => ({
      id: String(row['id']),
      turn: Number(row['turn']),
      deciderId: String(row['decider_id']),
      otherId: String(row['other_id']),
      otherRole: row['other_role'] as Role,
    })),
  findCouple: async (id) => coupleOf(id, await sql.read(step(statements.itemsOfCouple, id))),
  countShowings: async (showings, caps) => {
    const most = Math.min(caps.known, caps.unknown)
    await sql.write(
      showings.flatMap(({ coupleId, deciderId, otherId, turn }) => [
        step(statements.countDecider, caps.known, deciderId),
        step(statements.countOther, caps.unknown, otherId),
        step(statements.countCouple, turn, most, coupleId),
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
    return later.length < limit ? [...later, ...(await read(0, from, limit - later.length))] : later
  },
  countLoose: async (corpus, role, most) =>
    Number((await sql.read(step(statements.countLoose, corpus, role, most)))[0]?.['n'] ?? 0),
  addCouples: async (couples) => {
    const rows = await sql.write(couples.flatMap(addCouple))
    return rows.flat().length
  },
  spareCouples: async (corpus, kind, limit) =>
    (await sql.read(step(spare[kind], corpus, limit))).map((row) => String(row['id'])),
  dissolve: async (ids) => {
    await sql.write(ids.map((id) => step(statements.dissolveCouple, id)))
  },
})

const spare: Readonly<Record<SpareKind, string>> = {
  read: statements.readCouples,
  repeated: statements.repeatedCouples,
  unshown: statements.unshownCouples,
}

const addCouple = (couple: Couple): Step[] => {
  const { id, corpus, deciderId, otherId, otherRole, stage, turn } = couple
  const facts = [id, corpus, deciderId, otherId, otherRole, stage, turn]
  return [
    step(statements.addCouple, ...facts, deciderId, otherId),
    step(statements.tieItem, id, deciderId, id),
    step(statements.tieItem, id, otherId, id),
  ]
}

const coupleOf = (id: string, rows: readonly Row[]): DrawnCouple | null => {
  const decider = rows.find((row) => row['id'] === row['decider_id'] && row['role'] === 'known')
  const other = rows.find((row) => row['id'] === row['other_id'])
  return decider && other ? { id, decider: drawnItemOf(decider), other: drawnItemOf(other) } : null
}

const looseItemOf = (row: Row): LooseItem => ({
  id: String(row['id']),
  box: JSON.parse(String(row['box'])) as Box,
  label: row['label'] == null ? null : String(row['label']),
  machineScore: row['machine_score'] == null ? null : Number(row['machine_score']),
  isCanary: Number(row['is_canary']) === 1,
})
