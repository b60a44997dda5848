import type { Level } from '../model/policy.ts'
import type { DrawnItem } from '../model/stores.ts'
import { playing, type Picked, type Pool } from './draw.ts'

const candidatesMax = 8
const knownCount = { easy: 1, moderate: 1, difficult: 2 } as const

/**
 * Picks the items of a transcription: one that plays the unknown, and of a few known ones that which is
 * most like it in shape (two of them in a difficult one), so that the longer or shorter picture does not
 * tell which is which.
 */
export const pickTranscription = async (pool: Pool, level: Level): Promise<Picked | null> => {
  const unknown = await pool.drawForUnknown({ likely: null, leaveOut: [] })
  if (!unknown) return null
  const ask = { role: 'known', count: candidatesMax, leaveOut: [unknown] } as const
  const known = likestFirst(await pool.draw(ask), unknown).slice(0, knownCount[level])
  if (known.length < knownCount[level]) return null
  return { keyword: null, items: [...playing('known', known), ...playing('unknown', [unknown])] }
}

const likestFirst = (items: readonly DrawnItem[], model: DrawnItem): DrawnItem[] => {
  const unlikeness = (item: DrawnItem): number => Math.abs(shapeOf(item) - shapeOf(model))
  return items.toSorted((a, b) => unlikeness(a) - unlikeness(b))
}

const shapeOf = ({ box }: DrawnItem): number => Math.log(box.width / box.height)
