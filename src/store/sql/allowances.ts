import { drawsMax, fillMaxOf, type Allowances, type AllowanceDraw } from '../../model/allowance.ts'
import type { Clock } from '../../model/stores.ts'
import { allowanceStatements } from './allowance-statements.ts'
import { step, type Row, type Sql, type Value } from './sql.ts'
import { sweep } from './sweep.ts'

/**
 * Allowances kept in an SQL engine: of each, the time at which it is full again (GCRA, ITU-T I.371). A draw
 * that fits is one statement.
 */
export function openAllowances(sql: Sql, clock: Clock): Allowances {
  async function charge(draws: readonly AllowanceDraw[]): Promise<void> {
    const now = clock()
    await sql.write([step(allowanceStatements.chargeAll, ...valuesOf(draws, now), now, now)])
  }

  return {
    draw: async (draws) => {
      const now = clock()
      const values = valuesOf(draws, now)
      const [drawn = []] = await sql.write([step(allowanceStatements.drawAll, ...values, now, now)])
      const isFull = ({ unitsMax, refillMs }: AllowanceDraw): number => unitsMax * refillMs
      if (drawn.length > 0 && longestWait(draws, isFull, { kept: drawn, now }).waitMs <= 0)
        return null
      // An engine with several writers may let two through at once.
      if (drawn.length > 0) await charge(draws.map((of) => ({ ...of, units: -of.units })))
      const kept = await sql.read(step(allowanceStatements.findAllowances, ...values))
      const { name, waitMs } = longestWait(draws, fillMaxOf, { kept, now })
      return { name, waitMs: Math.max(1, Math.ceil(waitMs)) }
    },
    charge,
    sweep: () => sweep(sql, allowanceStatements.sweepAllowances, clock()),
  }
}

// Which allowance takes longest until it needs no more than so much to be full; 0 or less if none has to wait.
function longestWait(
  draws: readonly AllowanceDraw[],
  fillOf: (draw: AllowanceDraw) => number,
  { kept, now }: { kept: readonly Row[]; now: number },
): { name: string; waitMs: number } {
  const fullAt = new Map(kept.map((row) => [String(row['name']), Number(row['full_at_ms'])]))
  const waits = draws.map((draw) => ({
    name: draw.name,
    waitMs: (fullAt.get(draw.name) ?? now) - now - fillOf(draw),
  }))
  return waits.reduce((longest, one) => (one.waitMs > longest.waitMs ? one : longest))
}

function valuesOf(draws: readonly AllowanceDraw[], now: number): Value[] {
  if (draws.length > drawsMax) throw new Error(`store: more than ${drawsMax} allowances at once`)
  const rows = draws.map(({ name, units, unitsMax, refillMs, costMax = 1 }): Value[] => [
    name,
    Math.round(units * refillMs),
    Math.round(units * refillMs * (costMax - 1)),
    Math.round(unitsMax * refillMs),
    now,
  ])
  const filling = Array.from({ length: drawsMax - draws.length }, (): Value[] => ['', 0, 0, 0, now])
  return [...rows, ...filling].flat()
}
