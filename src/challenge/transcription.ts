import type { Level } from '../model/policy.ts'
import { playing, type Picked, type Pool } from './draw.ts'

const coupleCount = { easy: 1, moderate: 1, difficult: 2 } as const

/**
 * Picks the items of a transcription: a couple, or two in a difficult one. The decider of each plays the
 * known, the other the unknown; as they always come together, nobody can tell them by counting.
 */
export const pickTranscription = async (pool: Pool, level: Level): Promise<Picked | null> => {
  const couples = await pool.drawCouples(coupleCount[level])
  if (couples.length < coupleCount[level]) return null
  const deciders = couples.map(({ decider }) => decider)
  const others = couples.map(({ other }) => other)
  const showings = couples.map(({ id, decider, other, turn }) => ({
    coupleId: id,
    deciderId: decider.id,
    otherId: other.id,
    turn,
  }))
  return {
    keyword: null,
    items: [...playing('known', deciders), ...playing('unknown', others)],
    showings,
  }
}
