import {
  drawsMax,
  longestWaitOf,
  roomOf,
  type Allowances,
  type AllowanceDraw,
} from '../../model/allowance.ts'
import type { Clock } from '../../model/stores.ts'
import { rowCounts } from './allowance-rows.ts'
import { allowanceStatements } from './allowance-statements.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { sweep } from './sweep.ts'

const weightParts = 1_000_000
const [few, some, many, most] = rowCounts
const drawStatements = [
  { rows: few, sql: allowanceStatements.drawFew },
  { rows: some, sql: allowanceStatements.drawSome },
  { rows: many, sql: allowanceStatements.drawMany },
  { rows: most, sql: allowanceStatements.drawMost },
]
const chargeStatements = [
  { rows: few, sql: allowanceStatements.chargeFew },
  { rows: some, sql: allowanceStatements.chargeSome },
  { rows: most, sql: allowanceStatements.chargeMany },
]

/**
 * Allowances kept in an SQL engine: of each, the time at which it is full again (GCRA, ITU-T I.371). A draw
 * that fits is one statement.
 */
export function openAllowances(sql: Sql, clock: Clock): Allowances {
  async function charge(draws: readonly AllowanceDraw[]): Promise<void> {
    const rows = draws.map(({ name, units, refillMs }): Value[] => [
      name,
      Math.round(units * refillMs),
    ])
    await sql.write([stepOf(chargeStatements, rows, ['', 0], clock())])
  }

  async function fillsOf(names: readonly string[], now: number): Promise<Map<string, number>> {
    const filled = Array.from({ length: drawsMax }, (_, n) => names[n] ?? '')
    return fillsIn(await sql.read(step(allowanceStatements.findAllowances, ...filled)), now)
  }

  return {
    draw: async (draws) => {
      const now = clock()
      const [rows = []] = await sql.write([
        stepOf(drawStatements, draws.map(valuesOf), ['', 0, 0, 0, 0, 0, 0, 0], now),
      ])
      const drawn = fillsIn(rows, now)
      if (rows.length > 0 && !draws.some((draw) => isOverdrawn(draw, drawn))) return null
      // An engine with several writers may let two through at once.
      if (rows.length > 0) await charge(draws.map((of) => ({ ...of, units: -of.units })))
      const names = draws.map(({ name }) => name)
      const fills = await fillsOf(names, now)
      const shortage = longestWaitOf(draws, (name) => fills.get(name) ?? 0)
      return { ...shortage, waitMs: Math.max(1, Math.ceil(shortage.waitMs)) }
    },
    charge,
    fillsOf: async (names) => {
      const fills = new Map<string, number>()
      for (let n = 0; n < names.length; n += drawsMax)
        for (const [name, fillMs] of await fillsOf(names.slice(n, n + drawsMax), clock()))
          fills.set(name, fillMs)
      return fills
    },
    sweep: () => sweep(sql, allowanceStatements.sweepAllowances, clock()),
  }
}

function isOverdrawn(draw: AllowanceDraw, fills: ReadonlyMap<string, number>): boolean {
  return draw.costMax !== 0 && (fills.get(draw.name) ?? 0) > roomOf(draw)
}

function fillsIn(rows: readonly Row[], now: number): Map<string, number> {
  return new Map(
    rows
      .map((row): [string, number] => [String(row['name']), Number(row['full_at_ms']) - now])
      .filter(([, fillMs]) => fillMs > 0),
  )
}

function valuesOf(draw: AllowanceDraw): Value[] {
  const { name, units, refillMs, costMax = 1, weight = 1, kept } = draw
  const costMs = units * refillMs
  const bounds = kept ? [Math.round(roomOf(draw) * kept.share), kept.from, kept.to] : [0, 0, 0]
  const prices = [costMs, costMs * (costMax - 1), roomOf(draw)].map(Math.round)
  return [name, ...prices, ...bounds, Math.round(weight * weightParts)]
}

// The smallest statement with a row for each.
function stepOf(
  statements: readonly { rows: number; sql: string }[],
  rows: readonly Value[][],
  empty: readonly Value[],
  now: number,
): Step {
  const fitting = statements.find((of) => of.rows >= rows.length)
  if (!fitting) throw new Error(`store: more than ${drawsMax} allowances at once`)
  const filling = Array.from({ length: fitting.rows - rows.length }, () => empty)
  return step(fitting.sql, ...rows.flat(), ...filling.flat(), now, now, now)
}
