import type { Corpus } from '../model/corpus.ts'
import type { NextCouple } from '../model/couple.ts'
import { drawUnit, shuffle } from './chance.ts'
import type { World } from './world.ts'

/** What ranking couples needs of the world outside. */
export type RankWorld = Pick<World, 'random' | 'tellWorth'> & {
  pool: Pick<World['pool'], 'answeredBy'>
  readings: Pick<World['readings'], 'findAll'>
  fits: Pick<World['fits'], 'recordsOf'>
}

/** In one challenge of so many the couple comes that has waited longest, whatever an answer is worth. */
const worthToChance = 8

/**
 * Puts couples, which come in the order of their turns, in the order in which a network is to be asked them.
 * None comes of which it has answered an item, unless it has of all. Of the half whose turn is next, that
 * comes first whose answer is worth most, now and then that which has waited longest. A couple is chosen as a
 * whole: nothing of this tells which of the two decides.
 */
export const rankCouples = async (
  world: RankWorld,
  { corpus, cluster }: { corpus: Corpus; cluster: string },
  couples: readonly NextCouple[],
): Promise<NextCouple[]> => {
  const some = await leaveOutAnswered(world, cluster, couples)
  const half = Math.ceil(some.length / 2)
  const [near, far] = [some.slice(0, half), some.slice(half)]
  if (drawUnit(world.random) * worthToChance < 1) return [...near, ...far]
  const worthOf = await worthsFor(world, { corpus, cluster }, near)
  const ranked = shuffle(world.random, near)
    .map((couple) => ({ couple, worth: worthOf(couple) }))
    .toSorted((a, b) => b.worth - a.worth)
  return [...ranked.map(({ couple }) => couple), ...far]
}

const leaveOutAnswered = async (
  { pool }: RankWorld,
  cluster: string,
  couples: readonly NextCouple[],
): Promise<readonly NextCouple[]> => {
  const ids = couples.flatMap(({ deciderId, otherId }) => [deciderId, otherId])
  const answered = await pool.answeredBy(cluster, ids)
  if (answered.size === 0) return couples
  const fresh = couples.filter((one) => !answered.has(one.deciderId) && !answered.has(one.otherId))
  return fresh.length > 0 ? fresh : couples
}

// A known item that plays the unknown is taken for one of the others by chance, so that it comes as often.
const worthsFor = async (
  { readings, fits, tellWorth, random }: RankWorld,
  { corpus, cluster }: { corpus: Corpus; cluster: string },
  couples: readonly NextCouple[],
): Promise<(couple: NextCouple) => number> => {
  const unread = couples.filter(({ otherRole }) => otherRole === 'unknown')
  const [records, found] = await Promise.all([
    fits.recordsOf(corpus.name, [cluster]),
    readings.findAll(unread.map(({ otherId }) => otherId)),
  ])
  const worthOfReading = tellWorth(records[0] ?? null, corpus.stopRules)
  const readingOf = new Map(found.map((reading) => [reading.itemId, reading]))
  const worths = new Map(
    unread.map(({ id, otherId }) => [id, worthOfReading(readingOf.get(otherId) ?? null)]),
  )
  const all = [...worths.values()]
  return ({ id }) => worths.get(id) ?? all[Math.floor(drawUnit(random) * all.length)] ?? 0
}
