import type { Exposures } from '../model/exposure.ts'
import type { Pairs } from '../model/pair.ts'
import type { Corpus } from '../model/corpus.ts'
import type { Queue } from '../model/queue.ts'
import type { Clock, Random } from '../model/stores.ts'
import { openDrawingPool } from '../kinds/draw.ts'
import type { Kinds } from '../kinds/kind.ts'
import { openPoolSizes } from '../kinds/pool-sizes.ts'
import { openReplenish } from '../kinds/replenish.ts'
import { openReservations } from '../kinds/reservations.ts'

// A class of chance may have too few pictures where another has enough.
const triesMax = 20

// Nobody is to see what is drawn here, so nobody's answers are looked up.
const nothingAnswered = {
  pool: { answeredBy: async () => new Set<string>() },
  readings: { findAll: async () => [] },
  fits: { recordsOf: async () => [] },
  informationGainFor: () => () => 0,
}

/** The kept things that a look at a corpus takes. */
export type CanAskContext = {
  exposures: Exposures
  pairs: Pairs
  queue: Queue
  clock: Clock
  random: Random
  kinds: Kinds
}

/** Brings what was imported into rotation. */
export async function replenishCorpus(
  context: Omit<CanAskContext, 'exposures'>,
  corpus: Corpus,
): Promise<void> {
  const poolSizes = openPoolSizes(context)
  await openReplenish({ ...context, poolSizes, settings: { reusesRetired: true } })(corpus)
}

/** Says whether a corpus has enough items for a challenge; nothing is shown or counted. One of an unknown kind has none. */
export async function canAsk(context: CanAskContext, corpus: Corpus): Promise<boolean> {
  const { exposures, pairs, queue, random, kinds } = context
  const kind = kinds.get(corpus.kind)
  if (!kind) return false
  const poolSizes = openPoolSizes(context)
  const shared = { random, kinds, poolSizes, settings: { reusesRetired: true } }
  const replenish = openReplenish({ ...shared, pairs, queue })
  const lookups = { ...nothingAnswered, reservations: openReservations() }
  const pool = openDrawingPool({ ...shared, ...lookups, exposures, pairs, replenish }, corpus, null)
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await kind.pick(pool, 'easy')) return true
  }
  return false
}
