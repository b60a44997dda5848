import type { Corpus } from '../model/corpus.ts'
import type { CoupleStage, Couples, DrawnCouple } from '../model/couple.ts'
import { drawUnit, shuffle } from './chance.ts'
import type { World } from './world.ts'

/** What drawing couples needs of the world outside. */
export type CoupleWorld = Pick<World, 'random' | 'tend' | 'inHand'> & {
  couples: Pick<Couples, 'nextCouples' | 'findCouple' | 'dissolve'>
  settings: Pick<World['settings'], 'reusesRetired'>
}

/** A couple with the turn it takes when it is shown. */
export type CoupleWithTurn = DrawnCouple & { turn: number }

/** So many of the next couples are looked at, and one of the first half is taken by chance. */
const nextRead = 32
/** A couple comes again after half a lap at the earliest and one and a half at the latest. */
const lapLeast = 0.5
const triesMax = 8

/**
 * Draws couples of those whose turn is next; fewer than asked when there are no more. What it costs does not
 * depend on how many there are. Couples that are not to be shown any more are dissolved on the way.
 */
export const drawCouples = async (
  world: CoupleWorld,
  corpus: Corpus,
  count: number,
): Promise<CoupleWithTurn[]> => {
  const drawn = await drawStages(world, corpus, count)
  if (drawn.length >= count) return drawn
  world.inHand.giveBack(drawn.map(({ id }) => id))
  // Even where it makes none: another process may just have made them.
  await world.tend(corpus)
  return drawStages(world, corpus, count)
}

const drawStages = async (
  world: CoupleWorld,
  corpus: Corpus,
  count: number,
): Promise<CoupleWithTurn[]> => {
  const drawn: CoupleWithTurn[] = []
  const stages = world.settings.reusesRetired ? (['open', 'retired'] as const) : (['open'] as const)
  for (const stage of stages) {
    if (drawn.length >= count) break
    drawn.push(...(await drawStage(world, { corpus, stage, count: count - drawn.length })))
  }
  return drawn
}

type StageAsk = { corpus: Corpus; stage: CoupleStage; count: number }

const drawStage = async (world: CoupleWorld, ask: StageAsk): Promise<CoupleWithTurn[]> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const { drawn, over } = await drawOnce(world, ask)
    if (over.length > 0) await world.couples.dissolve(over)
    if (drawn.length >= ask.count || over.length === 0) return drawn
    world.inHand.giveBack(drawn.map(({ id }) => id))
  }
  return []
}

const drawOnce = async (
  { couples, random, inHand }: CoupleWorld,
  { corpus, stage, count }: StageAsk,
): Promise<{ drawn: CoupleWithTurn[]; over: string[] }> => {
  const next = await couples.nextCouples(corpus.name, stage, nextRead + inHand.size())
  const free = next.filter(({ id }) => !inHand.has(id)).slice(0, nextRead)
  const some = free.length < count ? next : free
  const drawn: CoupleWithTurn[] = []
  const over: string[] = []
  for (const { id } of shuffle(
    random,
    some.slice(0, Math.max(count, Math.ceil(some.length / 2))),
  )) {
    if (drawn.length >= count) break
    inHand.take(id)
    const couple = await couples.findCouple(id)
    const turn = (next[0]?.turn ?? 0) + lapLeast + drawUnit(random)
    if (couple) drawn.push({ ...couple, turn })
    else over.push(id)
  }
  inHand.giveBack(over)
  return { drawn, over }
}
