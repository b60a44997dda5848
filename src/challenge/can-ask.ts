import type { Couples } from '../model/couple.ts'
import type { Corpus } from '../model/corpus.ts'
import type { Queue } from '../model/queue.ts'
import type { Clock, Random, Records } from '../model/stores.ts'
import { openPool } from './draw.ts'
import { openInHand } from './in-hand.ts'
import { pickItems } from './kinds.ts'
import { openPoolSizes } from './pool-sizes.ts'
import { openTend } from './tend.ts'

// A class of chance may have too few pictures where another has enough.
const triesMax = 20

// Nobody is to see what is drawn here, so nobody's answers are looked up.
const nothingAnswered = {
  pool: { answeredBy: async () => new Set<string>() },
  readings: { findAll: async () => [] },
  fits: { recordsOf: async () => [] },
  tellWorth: () => () => 0,
}

/** The kept things that a look at a corpus takes. */
export type CanAskWorld = {
  records: Records
  couples: Couples
  queue: Queue
  clock: Clock
  random: Random
}

/** Brings what was imported into rotation. */
export const tendCorpus = async (
  world: Omit<CanAskWorld, 'records'>,
  corpus: Corpus,
): Promise<void> => {
  const poolSizes = openPoolSizes(world)
  await openTend({ ...world, poolSizes, settings: { reusesRetired: true } })(corpus)
}

/** Says whether a corpus has enough items for a challenge; nothing is shown or counted. */
export const canAsk = async (world: CanAskWorld, corpus: Corpus): Promise<boolean> => {
  const { records, couples, queue, random } = world
  const lent = { random, poolSizes: openPoolSizes(world), settings: { reusesRetired: true } }
  const tend = openTend({ ...lent, couples, queue })
  const lookups = { ...nothingAnswered, inHand: openInHand() }
  const pool = openPool({ ...lent, ...lookups, records, couples, tend }, corpus, null)
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await pickItems[corpus.kind](pool, 'easy')) return true
  }
  return false
}
