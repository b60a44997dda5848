import type { DrawnItem } from '../model/stores.ts'
import { playing, type Picked, type Pool } from './draw.ts'

const matchingCount = 3
const otherCount = 4
const unknownCount = 2

/**
 * Picks the nine items of a classification: three known to match the keyword, four known not to, two
 * unknown (one that a machine takes for a match, where there is such). The keyword is a class of chance.
 */
export const pickClassification = async (pool: Pool): Promise<Picked | null> => {
  const [first] = await pool.draw({ role: 'known', count: 1, leaveOut: [] })
  const keyword = first?.label
  if (!first || keyword == null) return null
  const ask = { role: 'known', count: matchingCount - 1, label: { is: keyword } } as const
  const matching = [first, ...(await pool.draw({ ...ask, leaveOut: [first] }))]
  const others = {
    role: 'known',
    count: otherCount,
    label: { isNot: keyword },
    leaveOut: [],
  } as const
  const known = [...matching, ...(await pool.draw(others))]
  if (matching.length < matchingCount || known.length < matchingCount + otherCount) return null
  const unknown = await drawUnknown(pool, keyword, known)
  if (unknown.length < unknownCount) return null
  return { keyword, items: [...playing('known', known), ...playing('unknown', unknown)] }
}

const drawUnknown = async (
  pool: Pool,
  keyword: string,
  known: readonly DrawnItem[],
): Promise<DrawnItem[]> => {
  const unknown: DrawnItem[] = []
  for (const likely of [keyword, null]) {
    const item = await pool.drawForUnknown({ likely, leaveOut: [...known, ...unknown] })
    if (item) unknown.push(item)
  }
  return unknown
}
