import type { DrawnItem } from '../model/stores.ts'
import { playing, type DrawFrom, type Picked } from './draw.ts'

const matchingCount = 3
const otherCount = 4
const unknownCount = 2

/**
 * Picks the nine items of a classification: three known to match the keyword, four known not to, two
 * unknown (one that a machine takes for a match, where there is such). The keyword is a class of chance.
 */
export const pickClassification = async (draw: DrawFrom): Promise<Picked | null> => {
  const [first] = await draw({ role: 'known', count: 1, leaveOut: [] })
  const keyword = first?.label
  if (!first || keyword == null) return null
  const more = { role: 'known', count: matchingCount - 1, label: { is: keyword } } as const
  const matching = [first, ...(await draw({ ...more, leaveOut: [first] }))]
  const others = await draw({
    role: 'known',
    count: otherCount,
    label: { isNot: keyword },
    leaveOut: [],
  })
  if (matching.length < matchingCount || others.length < otherCount) return null
  const unknown = await drawUnknown(draw, keyword, [...matching, ...others])
  if (unknown.length < unknownCount) return null
  const known = playing('known', [...matching, ...others])
  return { keyword, items: [...known, ...playing('unknown', unknown)] }
}

const drawUnknown = async (
  draw: DrawFrom,
  keyword: string,
  known: readonly DrawnItem[],
): Promise<DrawnItem[]> => {
  const unknown: DrawnItem[] = []
  const steps = [
    { role: 'unknown', label: { is: keyword }, most: 1 },
    { role: 'unknown', most: unknownCount },
    // A corpus with nothing unknown left lends known items, which do not decide here.
    { role: 'known', most: unknownCount },
  ] as const
  for (const { most, ...ask } of steps) {
    const count = most - unknown.length
    if (count > 0)
      unknown.push(...(await draw({ ...ask, count, leaveOut: [...known, ...unknown] })))
  }
  return unknown
}
