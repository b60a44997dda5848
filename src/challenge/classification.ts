import type { Level } from '../model/policy.ts'
import type { DrawnItem } from '../model/stores.ts'
import { playing, type Picked, type Pool } from './draw.ts'

const usual = { matching: 3, other: 4, unknown: 2 } as const
const counts = {
  easy: usual,
  moderate: usual,
  difficult: { matching: 4, other: 4, unknown: 1 },
} as const

/**
 * Picks the nine items of a classification: three known to match the keyword (four in a difficult one),
 * four known not to, and unknown ones (one that a machine takes for a match, where there is such). The
 * keyword is a class of chance.
 */
export const pickClassification = async (pool: Pool, level: Level): Promise<Picked | null> => {
  const count = counts[level]
  const [first] = await pool.draw({ role: 'known', count: 1, leaveOut: [] })
  const keyword = first?.label
  if (!first || keyword == null) return null
  const ask = { role: 'known', count: count.matching - 1, label: { is: keyword } } as const
  const matching = [first, ...(await pool.draw({ ...ask, leaveOut: [first] }))]
  const others = {
    role: 'known',
    count: count.other,
    label: { isNot: keyword },
    leaveOut: [],
  } as const
  const known = [...matching, ...(await pool.draw(others))]
  if (matching.length < count.matching || known.length < count.matching + count.other) return null
  const unknown = await drawUnknown(pool, { keyword, known, count: count.unknown })
  if (unknown.length < count.unknown) return null
  return { keyword, items: [...playing('known', known), ...playing('unknown', unknown)] }
}

const drawUnknown = async (
  pool: Pool,
  of: { keyword: string; known: readonly DrawnItem[]; count: number },
): Promise<DrawnItem[]> => {
  const { keyword, known, count } = of
  const unknown: DrawnItem[] = []
  for (const likely of [keyword, null].slice(0, count)) {
    const item = await pool.drawForUnknown({ likely, leaveOut: [...known, ...unknown] })
    if (item) unknown.push(item)
  }
  return unknown
}
