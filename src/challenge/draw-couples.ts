import type { Corpus } from '../model/corpus.ts'
import type { CoupleStage, Couples, DrawnCouple, NextCouple } from '../model/couple.ts'
import { drawUnit, shuffle } from './chance.ts'
import { rankCouples, type RankWorld } from './rank-couples.ts'
import type { World } from './world.ts'

/** What drawing couples needs of the world outside. */
export type CoupleWorld = RankWorld &
  Pick<World, 'random' | 'tend' | 'inHand'> & {
    couples: Pick<Couples, 'nextCouples' | 'findCouple' | 'dissolve'>
    settings: Pick<World['settings'], 'reusesRetired'>
  }

/** A couple with the turn it takes when it is shown. */
export type CoupleWithTurn = DrawnCouple & { turn: number }

/** So many of the next couples are looked at. */
const nextRead = 32
/** A couple comes again after half a lap at the earliest and one and a half at the latest. */
const lapLeast = 0.5
const triesMax = 8

/** For whom couples are drawn; the network is null where nobody is to see them. */
export type CoupleAsk = { corpus: Corpus; cluster: string | null; count: number }

/**
 * Draws couples of those whose turn is next, such that their answers are worth most; fewer than asked when
 * there are no more. What it costs does not depend on how many there are. Couples that are not to be shown
 * any more are dissolved on the way.
 */
export const drawCouples = async (
  world: CoupleWorld,
  ask: CoupleAsk,
): Promise<CoupleWithTurn[]> => {
  const { corpus, count } = ask
  const drawn = await drawStages(world, ask)
  if (drawn.length >= count) return drawn
  world.inHand.giveBack(drawn.map(({ id }) => id))
  // Even where it makes none: another process may just have made them.
  await world.tend(corpus)
  return drawStages(world, ask)
}

const drawStages = async (world: CoupleWorld, ask: CoupleAsk): Promise<CoupleWithTurn[]> => {
  const drawn: CoupleWithTurn[] = []
  const stages = world.settings.reusesRetired ? (['open', 'retired'] as const) : (['open'] as const)
  for (const stage of stages) {
    if (drawn.length >= ask.count) break
    drawn.push(...(await drawStage(world, { ...ask, stage, count: ask.count - drawn.length })))
  }
  return drawn
}

type StageAsk = CoupleAsk & { stage: CoupleStage }

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
  world: CoupleWorld,
  ask: StageAsk,
): Promise<{ drawn: CoupleWithTurn[]; over: string[] }> => {
  const { couples, random, inHand } = world
  const { corpus, stage, count } = ask
  const next = await couples.nextCouples(corpus.name, stage, nextRead + inHand.size())
  const ranked = await order(world, ask, next)
  // Others ranked them at the same time, and have taken some meanwhile.
  const left = ranked.filter(({ id }) => !inHand.has(id))
  const drawn: CoupleWithTurn[] = []
  const over: string[] = []
  for (const { id } of left.length < count ? shuffle(random, ranked) : left) {
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

// In the order in which they are to come; where all are in hand, any of the first.
const order = async (
  world: CoupleWorld,
  { corpus, cluster, count }: StageAsk,
  next: readonly NextCouple[],
): Promise<readonly NextCouple[]> => {
  const { random, inHand } = world
  const free = next.filter(({ id }) => !inHand.has(id)).slice(0, nextRead)
  if (free.length < count) return shuffle(random, next.slice(0, Math.max(count, nextRead / 2)))
  return cluster === null ? shuffle(random, free) : rankCouples(world, { corpus, cluster }, free)
}
