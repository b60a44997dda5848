import type { Corpus } from '../../model/corpus.ts'
import {
  slicesMax,
  type NextPair,
  type Pairs,
  type PairStage,
  type PairWithTurn,
} from '../../model/pair.ts'
import type { ChallengeSettings } from '../../model/settings.ts'
import { drawUnit, shuffle } from '../../model/chance.ts'
import { rankPairs, type RankContext } from './rank-pairs.ts'
import type { Reservations } from '../reservations.ts'

/** What drawing pairs needs from the outside world. */
export type PairContext = RankContext & {
  /** Sees to it that loose items are paired, at once or beside the requests. */
  replenish: (corpus: Pick<Corpus, 'name' | 'organisation' | 'kind'>) => Promise<unknown>
  reservations: Reservations
  pairs: Pick<Pairs, 'nextPairs' | 'findPair' | 'dissolve'>
  settings: Pick<ChallengeSettings, 'reusesRetired'>
}

/** This many of the next pairs are considered. */
const nextRead = 32
/** A pair comes again after half a lap at the earliest and one and a half at the latest. */
const lapLeast = 0.5
const triesMax = 8

/** For whom pairs are drawn, and from which slice; the network is null if nobody will see them. */
export type PairAsk = {
  corpus: Corpus
  networkHash: string | null
  slicePoint: number
  count: number
}

/**
 * Draws pairs of a network's slice from those whose turn is next, so that their answers are worth most; fewer than asked if there
 * are no more. The cost does not depend on how many there are. Pairs that may no longer be shown are
 * dissolved on the way. If the slice has too few, the next one has to do: a form must not be closed.
 */
export async function drawPairs(context: PairContext, ask: PairAsk): Promise<PairWithTurn[]> {
  const { corpus, count } = ask
  const own = await drawStages(context, ask)
  if (own.length >= count) return own
  context.reservations.giveBack(own.map(({ id }) => id))
  // Even if it makes none: another process may just have made them.
  await context.replenish(corpus)
  let drawn: PairWithTurn[] = []
  for (let n = 0; n < slicesMax && drawn.length < count; n += 1) {
    context.reservations.giveBack(drawn.map(({ id }) => id))
    const slicePoint = (ask.slicePoint + n / slicesMax) % 1
    drawn = await drawStages(context, { ...ask, slicePoint })
  }
  return drawn
}

async function drawStages(context: PairContext, ask: PairAsk): Promise<PairWithTurn[]> {
  const drawn: PairWithTurn[] = []
  const stages = context.settings.reusesRetired
    ? (['open', 'retired'] as const)
    : (['open'] as const)
  for (const stage of stages) {
    if (drawn.length >= ask.count) break
    drawn.push(...(await drawStage(context, { ...ask, stage, count: ask.count - drawn.length })))
  }
  return drawn
}

type StageAsk = PairAsk & { stage: PairStage }

async function drawStage(context: PairContext, ask: StageAsk): Promise<PairWithTurn[]> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const { drawn, over } = await drawOnce(context, ask)
    if (over.length > 0) await context.pairs.dissolve(over)
    if (drawn.length >= ask.count || over.length === 0) return drawn
    context.reservations.giveBack(drawn.map(({ id }) => id))
  }
  return []
}

async function drawOnce(
  context: PairContext,
  ask: StageAsk,
): Promise<{ drawn: PairWithTurn[]; over: string[] }> {
  const { pairs, random, reservations } = context
  const { corpus, slicePoint, stage, count } = ask
  const limit = nextRead + reservations.size()
  const next = await pairs.nextPairs({ corpus: corpus.name, slicePoint, stage, limit })
  const ranked = await order(context, ask, next)
  // Others ranked them at the same time, and have taken some meanwhile.
  const left = ranked.filter(({ id }) => !reservations.has(id))
  const drawn: PairWithTurn[] = []
  const over: string[] = []
  for (const { id } of left.length < count ? shuffle(random, ranked) : left) {
    if (drawn.length >= count) break
    reservations.take(id)
    const pair = await pairs.findPair(id)
    const turn = (next[0]?.turn ?? 0) + lapLeast + drawUnit(random)
    if (pair) drawn.push({ ...pair, turn })
    else over.push(id)
  }
  reservations.giveBack(over)
  return { drawn, over }
}

// In the order in which to show them. If too few are unreserved, any of the first.
async function order(
  context: PairContext,
  { corpus, networkHash, count }: StageAsk,
  next: readonly NextPair[],
): Promise<readonly NextPair[]> {
  const { random, reservations } = context
  const free = next.filter(({ id }) => !reservations.has(id)).slice(0, nextRead)
  if (free.length < count) return shuffle(random, next.slice(0, Math.max(count, nextRead / 2)))
  return networkHash === null
    ? shuffle(random, free)
    : rankPairs(context, { corpus, networkHash, count }, free)
}
