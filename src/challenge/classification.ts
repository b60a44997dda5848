import type { Level } from '../model/policy.ts'
import type { DrawnItem } from '../model/stores.ts'
import { playing, type Picked, type Pool } from './draw.ts'

const pictures = 9
const unknownMost = 2
const matchingCount = { easy: 3, moderate: 3, difficult: 4 } as const
const otherCount = 4
/** With fewer known items for each open unknown one, three unknown ones would have to come at once. */
const knownForUnknown = pictures - 1

/** How many unknown items can be shown as often, and in the same company, as each of so many known ones. */
export const openShare = (known: number): number =>
  known === 0 ? 0 : Math.max(1, Math.floor(known / knownForUnknown))

/**
 * Picks the nine items of a classification: three known to match the keyword (four in a difficult one),
 * four known not to, as far as there is place beside the unknown ones, and such as play the unknown. Where a
 * machine takes an unknown one for a class, that is the keyword, else a class of chance.
 */
export const pickClassification = async (pool: Pool, level: Level): Promise<Picked | null> => {
  const unknown = await drawUnknown(pool)
  const matching = matchingCount[level]
  const count = { matching, other: Math.min(otherCount, pictures - matching - unknown.length) }
  const guess = unknown.find(({ label }) => label !== null)?.label ?? null
  const known =
    (guess === null ? null : await drawKnown(pool, guess, count)) ??
    (await drawKnown(pool, await drawKeyword(pool), count))
  if (!known) return null
  const chosen = [...known.items, ...unknown]
  const places = pictures - chosen.length
  const filling =
    places === 0 ? [] : await pool.draw({ role: 'known', count: places, leaveOut: chosen })
  if (filling.length < places) return null
  return {
    keyword: known.keyword,
    items: [...playing('known', known.items), ...playing('unknown', [...unknown, ...filling])],
    showings: [],
  }
}

// None, one or two, so that an unknown item comes as often as a known one, and any two items as often
// together as every other two, as if nine of all had been drawn. Known ones fill the places that are left: they
// do not decide then, and tell how well such labels are read.
const drawUnknown = async (pool: Pool): Promise<DrawnItem[]> => {
  const { known, unknown } = await pool.sizes()
  const share = unknown / (known + unknown)
  const two = Math.min(1, (pictures * (pictures - 1) * share ** 2) / 2)
  const one = Math.max(0, pictures * share - 2 * two)
  const chance = pool.drawUnit()
  const count = chance < two ? unknownMost : chance < two + one ? 1 : 0
  return count === 0 ? [] : pool.draw({ role: 'unknown', count, leaveOut: [] })
}

const drawKeyword = async (pool: Pool): Promise<string | null> => {
  const [first] = await pool.draw({ role: 'known', count: 1, leaveOut: [] })
  return first?.label ?? null
}

const drawKnown = async (
  pool: Pool,
  keyword: string | null,
  count: { matching: number; other: number },
): Promise<{ keyword: string; items: DrawnItem[] } | null> => {
  if (keyword === null) return null
  const ask = { role: 'known', leaveOut: [] } as const
  const matching = await pool.draw({ ...ask, count: count.matching, label: { is: keyword } })
  const others = await pool.draw({ ...ask, count: count.other, label: { isNot: keyword } })
  if (matching.length < count.matching || others.length < count.other) return null
  return { keyword, items: [...matching, ...others] }
}
