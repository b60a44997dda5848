import type { Level } from '../../model/policy.ts'
import { playing, type Picked, type DrawingPool } from '../pool.ts'

const pairCount = { easy: 1, moderate: 1, difficult: 2 } as const

/**
 * Picks the items of a challenge that is typed: one pair, or two in a difficult one. The control of each plays the
 * known item and the probe the unknown one. They always come together, so nobody can tell them apart by
 * counting.
 */
export async function pickTyped(pool: DrawingPool, level: Level): Promise<Picked | null> {
  const pairs = await pool.drawPairs(pairCount[level])
  if (pairs.length < pairCount[level]) return null
  const controls = pairs.map(({ control }) => control)
  const probes = pairs.map(({ probe }) => probe)
  const showings = pairs.map(({ id, turn }) => ({ pairId: id, turn }))
  return {
    keyword: null,
    items: [...playing('known', controls), ...playing('unknown', probes)],
    showings,
  }
}
