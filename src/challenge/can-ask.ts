import type { Exposures } from '../model/exposure.ts'
import type { Pairs } from '../model/pair.ts'
import type { Corpus } from '../model/corpus.ts'
import type { Level } from '../model/policy.ts'
import type { Queue } from '../model/queue.ts'
import type { Clock, Random } from '../model/stores.ts'
import { openDrawingPool } from '../kinds/draw.ts'
import type { Kinds } from '../kinds/kind.ts'
import { openPoolSizes } from '../kinds/pool-sizes.ts'
import { openReplenish, type LookingTools } from '../kinds/replenish.ts'
import { openReservations } from '../kinds/reservations.ts'

// A randomly chosen class may have too few pictures when another has enough.
const triesMax = 20

// Nobody will see what is drawn here, so nobody's answers are looked up.
const nothingAnswered = {
  pool: { hasAnswered: async () => false, answeredBy: async () => new Set<string>() },
  readings: { findAll: async () => [] },
  fits: { recordsOf: async () => [] },
  informationGainFor: () => () => 0,
}

/** The stores that checking a corpus needs. */
export type CanAskContext = {
  exposures: Exposures
  pairs: Pairs
  queue: Queue
  clock: Clock
  random: Random
  kinds: Kinds
}

/** Brings imported items into rotation. */
export async function replenishCorpus(
  context: Omit<CanAskContext, 'exposures'> & { lookingTools?: LookingTools },
  corpus: Corpus,
): Promise<void> {
  const poolSizes = openPoolSizes(context)
  await openReplenish({ ...context, poolSizes, settings: { reusesRetired: true } })(corpus)
}

/**
 * Says whether a corpus has enough items for a challenge of a level. Nothing is shown or counted. An unknown kind never
 * has enough.
 */
export async function canAsk(
  context: CanAskContext,
  corpus: Corpus,
  level: Level = 'easy',
): Promise<boolean> {
  const { exposures, pairs, queue, random, kinds } = context
  const kind = kinds.get(corpus.kind)
  if (!kind) return false
  const poolSizes = openPoolSizes(context)
  const shared = { random, kinds, poolSizes, settings: { reusesRetired: true } }
  const replenish = openReplenish({ ...shared, pairs, queue })
  const lookups = { ...nothingAnswered, reservations: openReservations() }
  const pool = openDrawingPool({ ...shared, ...lookups, exposures, pairs, replenish }, corpus, null)
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await kind.pick(pool, level)) return true
  }
  return false
}
