import { randomBytes } from 'node:crypto'
import { openHolders } from '../../src/defence/holder.ts'
import { openLimits } from '../../src/defence/limits.ts'
import type { Allowances } from '../../src/model/allowance.ts'
import type { FindAsn, FindHolder } from '../../src/model/holder.ts'
import type { LimitedAction, Limits } from '../../src/model/limit.ts'
import { allowancesInMemory } from './allowances.ts'

/** The site of all actions in these tests. */
export const sitekey = 'a site'

/** The limits of two processes, and a clock to move. */
export type LimitsFixture = {
  limits: Limits
  /** The limits in another process. */
  other: Limits
  findHolder: FindHolder
  /** The number of statements that the first process has run. */
  statements: () => number
  /** What the log of the first process says. */
  warnings: readonly Readonly<Record<string, string | number>>[]
  moveClock: (byMs: number) => void
}

/** Opens limits at a percentage, on allowances in memory. */
export function openLimitsFixture({
  percent = 100,
  findAsn = null,
}: { percent?: number; findAsn?: FindAsn | null } = {}): LimitsFixture {
  let now = Date.UTC(2026, 0, 1)
  let statements = 0
  const clock = (): number => now
  const allowances = allowancesInMemory(clock)
  const counted: Pick<Allowances, 'draw' | 'charge'> = {
    draw: (draws) => ((statements += 1), allowances.draw(draws)),
    charge: (draws) => ((statements += 1), allowances.charge(draws)),
  }
  const warnings: Readonly<Record<string, string | number>>[] = []
  return {
    limits: openLimits({ allowances: counted, clock, percent, warn: (of) => warnings.push(of) }),
    other: openLimits({ allowances, clock, percent, warn: () => undefined }),
    warnings,
    findHolder: openHolders({
      salts: { ofDay: async (day) => String(day) },
      keys: { of: async () => 'key' },
      clock,
      random: randomBytes,
      findAsn,
    }),
    statements: () => statements,
    moveClock: (byMs) => (now += byMs),
  }
}

/** How many of several simultaneous actions are within the limits. */
export async function countTaken(
  { limits, findHolder }: LimitsFixture,
  action: LimitedAction,
  addresses: readonly string[],
): Promise<number> {
  let taken = 0
  for (const address of addresses) {
    const holder = await findHolder(address)
    if ((await limits.take(action, { holder, sitekey })) === null) taken += 1
  }
  return taken
}
