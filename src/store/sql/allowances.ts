import {
  canDrawAll,
  costOf,
  drawsMax,
  longestWaitOf,
  type Allowances,
  type AllowanceDraw,
  type Shortage,
} from '../../model/allowance.ts'
import type { Clock } from '../../model/stores.ts'
import { rowCounts } from './allowance-rows.ts'
import { allowanceStatements } from './allowance-statements.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'

const [few, some, many, most] = rowCounts
/** How many allowances a sweep looks at in one commit. */
const sweptAtOnce = 500
const sweepBatchesMax = 20_000
const findStatements = [
  { rows: few, sql: allowanceStatements.findFew },
  { rows: some, sql: allowanceStatements.findSome },
  { rows: many, sql: allowanceStatements.findMany },
  { rows: most, sql: allowanceStatements.findMost },
]
const keepStatements = [
  { rows: few, sql: allowanceStatements.keepFew },
  { rows: some, sql: allowanceStatements.keepSome },
  { rows: many, sql: allowanceStatements.keepMany },
  { rows: most, sql: allowanceStatements.keepMost },
]
const chargeStatements = [
  { rows: few, sql: allowanceStatements.chargeFew },
  { rows: some, sql: allowanceStatements.chargeSome },
  { rows: most, sql: allowanceStatements.chargeMost },
]

/**
 * Allowances kept in an SQL engine: of each, the time at which it is full again (GCRA, ITU-T I.371). What a draw
 * finds and what it keeps are one write, so that no process draws on what another has taken.
 */
export function openAllowances(sql: Sql, clock: Clock): Allowances {
  return {
    draw: async (draws) => {
      const now = clock()
      const found: { shortage: Shortage | null } = { shortage: null }
      await sql.write([
        find(draws),
        ([rows = []]) => {
          const fillOf = fillsIn(rows, now)
          found.shortage = canDrawAll(draws, fillOf) ? null : longestWaitOf(draws, fillOf)
          return found.shortage ? [] : keepAll(draws, fillOf, now)
        },
      ])
      return found.shortage && withWholeWait(found.shortage)
    },
    charge: async (draws) => {
      const now = clock()
      const rows = draws.map(({ name, units, refillMs }) => [name, Math.round(units * refillMs)])
      const charge = stepOf(chargeStatements, rows, ['', 0])
      await sql.write([{ ...charge, values: [...charge.values, now, now, now] }])
    },
    fillsOf: async (names) => {
      const fills = new Map<string, number>()
      for (let n = 0; n < names.length; n += drawsMax) {
        const next = names.slice(n, n + drawsMax).map((name) => ({ name }))
        const fillOf = fillsIn(await sql.read(find(next)), clock())
        for (const { name } of next) if (fillOf(name) > 0) fills.set(name, fillOf(name))
      }
      return fills
    },
    sweep: () => sweepFull(sql, clock()),
  }
}

// Many small commits, so that a large sweep holds nobody up.
async function sweepFull(sql: Sql, now: number): Promise<number> {
  let swept = 0
  let after = ''
  for (let batch = 0; batch < sweepBatchesMax; batch += 1) {
    const next = step(allowanceStatements.nextAllowances, now, after, sweptAtOnce)
    const [row] = await sql.read(next)
    if (row?.['last'] == null) break
    const last = String(row['last'])
    const sweep = step(allowanceStatements.sweepAllowances, after, last, now)
    if (Number(row['n']) > 0) swept += (await sql.write([sweep])).flat().length
    after = last
  }
  return swept
}

function withWholeWait(shortage: Shortage): Shortage {
  return { ...shortage, waitMs: Math.max(1, Math.ceil(shortage.waitMs)) }
}

type FillOf = (name: string) => number

function fillsIn(rows: readonly Row[], now: number): FillOf {
  const fills = new Map(rows.map((row) => [row['name'], Number(row['full_at_ms']) - now]))
  return (name) => Math.max(0, fills.get(name) ?? 0)
}

function find(draws: readonly Pick<AllowanceDraw, 'name'>[]): Step {
  const names = draws.map(({ name }) => [name])
  return stepOf(findStatements, names, [''])
}

// What costs nothing is only looked at.
function keepAll(draws: readonly AllowanceDraw[], fillOf: FillOf, now: number): Step[] {
  const rows = draws
    .filter(({ units }) => units !== 0)
    .map((draw): Value[] => {
      const fillMs = fillOf(draw.name)
      return [draw.name, Math.round(now + fillMs + costOf(draw, fillMs))]
    })
  return rows.length === 0 ? [] : [stepOf(keepStatements, rows, ['', 0])]
}

// The smallest statement with a row for each.
function stepOf(
  statements: readonly { rows: number; sql: string }[],
  rows: readonly Value[][],
  empty: readonly Value[],
): Step {
  const fitting = statements.find((of) => of.rows >= rows.length)
  if (!fitting) throw new Error(`store: more than ${drawsMax} allowances at once`)
  const filling = Array.from({ length: fitting.rows - rows.length }, () => empty)
  return step(fitting.sql, ...rows.flat(), ...filling.flat())
}
