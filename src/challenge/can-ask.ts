import type { Corpus } from '../model/corpus.ts'
import type { Clock, Random, Records } from '../model/stores.ts'
import { openPool } from './draw.ts'
import { pickItems } from './kinds.ts'
import { openPoolSizes } from './pool-sizes.ts'

// A class of chance may have too few pictures where another has enough.
const triesMax = 20

/** Says whether a corpus has enough items for a challenge; nothing is shown or counted. */
export const canAsk = async (
  { records, clock, random }: { records: Records; clock: Clock; random: Random },
  corpus: Corpus,
): Promise<boolean> => {
  const poolSizes = openPoolSizes({ records, clock })
  const pool = openPool({ records, random, poolSizes, settings: { reusesRetired: true } }, corpus)
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await pickItems[corpus.kind](pool, 'easy')) return true
  }
  return false
}
