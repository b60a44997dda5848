import type { Corpus } from '../../model/corpus.ts'
import type { NextPair } from '../../model/pair.ts'
import type { Fits, NetworkRecord } from '../../model/fit.ts'
import type { Pool } from '../../model/pool.ts'
import type { Reading, Readings } from '../../model/reading.ts'
import type { StopRules } from '../../model/stop-rules.ts'
import type { Random } from '../../model/stores.ts'
import { drawUnit, shuffle } from '../../model/chance.ts'

/**
 * Finds what an answer of a network is worth to a reading by the rules of its corpus; null stands for no
 * record, and for no reading.
 */
export type InformationGainFor = (
  record: NetworkRecord | null,
  rules: StopRules,
) => (reading: Reading | null) => number

/** What ranking pairs needs from the outside world. */
export type RankContext = {
  random: Random
  informationGainFor: InformationGainFor
  pool: Pick<Pool, 'hasAnswered' | 'answeredBy'>
  readings: Pick<Readings, 'findAll'>
  fits: Pick<Fits, 'recordsOf'>
}

/** In one of this many challenges the pair that has waited longest comes, whatever an answer is worth. */
const gainToChance = 8

/**
 * Takes pairs in the order of their turns and puts them in the order in which to ask a network. Pairs with an
 * item that it has answered are left out, or come last if too few are left. Of the half whose turn is next, the pair whose
 * answer is worth most comes first, or now and then the one that has waited longest. A pair is chosen as a
 * whole, so nothing of this tells which of the two decides.
 */
export async function rankPairs(
  context: RankContext,
  { corpus, networkHash, count }: { corpus: Corpus; networkHash: string; count: number },
  pairs: readonly NextPair[],
): Promise<NextPair[]> {
  const fresh = await leaveOutAnswered(context, networkHash, pairs)
  const some = fresh.length > 0 ? fresh : pairs
  const last = some.length < count ? pairs.filter((pair) => !some.includes(pair)) : []
  const half = Math.ceil(some.length / 2)
  const [near, far] = [some.slice(0, half), some.slice(half)]
  if (drawUnit(context.random) * gainToChance < 1) return [...near, ...far, ...last]
  const informationGainOf = await gainsFor(context, { corpus, networkHash }, near)
  const ranked = shuffle(context.random, near)
    .map((pair) => ({ pair, gain: informationGainOf(pair) }))
    .toSorted((a, b) => b.gain - a.gain)
  return [...ranked.map(({ pair }) => pair), ...far, ...last]
}

async function leaveOutAnswered(
  { pool }: RankContext,
  networkHash: string,
  pairs: readonly NextPair[],
): Promise<readonly NextPair[]> {
  if (!(await pool.hasAnswered(networkHash))) return pairs
  const ids = pairs.flatMap(({ controlId, probeId }) => [controlId, probeId])
  const answered = await pool.answeredBy(networkHash, ids)
  if (answered.size === 0) return pairs
  return pairs.filter((one) => !answered.has(one.controlId) && !answered.has(one.probeId))
}

// A known item that plays the unknown is worth as much as a randomly chosen probe, so that it comes as often.
async function gainsFor(
  { readings, fits, informationGainFor, random }: RankContext,
  { corpus, networkHash }: { corpus: Corpus; networkHash: string },
  pairs: readonly NextPair[],
): Promise<(pair: NextPair) => number> {
  const { organisation, name, stopRules } = corpus
  const unread = pairs.filter(({ probeRole }) => probeRole === 'unknown')
  const [records, found] = await Promise.all([
    fits.recordsOf(organisation, name, [networkHash]),
    readings.findAll(
      organisation,
      name,
      unread.map(({ probeId }) => probeId),
    ),
  ])
  const gainOfReading = informationGainFor(records[0] ?? null, stopRules)
  const readingOf = new Map(found.map((reading) => [reading.itemId, reading]))
  const gains = new Map(
    unread.map(({ id, probeId }) => [id, gainOfReading(readingOf.get(probeId) ?? null)]),
  )
  const all = [...gains.values()]
  return ({ id }) => gains.get(id) ?? all[Math.floor(drawUnit(random) * all.length)] ?? 0
}
