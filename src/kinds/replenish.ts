import type { Corpus, OwnedCorpus } from '../model/corpus.ts'
import type { Supply } from '../model/item.ts'
import type { MeasureLook } from '../model/picture.ts'
import type { Pictures } from '../model/stores.ts'
import type { Kind, Kinds } from './kind.ts'
import { replenishPairs, type ReplenishPairsContext } from './paired/replenish-pairs.ts'
import { replenishQueue, type QueueContext } from './queued/replenish-queue.ts'

const corporaMax = 1_000

/** What measures looks, and how many items of each role it may measure in one run. */
export type LookingTools = {
  pictures: Pick<Pictures, 'get'>
  measureLook: MeasureLook
  looksMax: number
}

/** What replenishing needs from the outside world; without tools it relies on the looks that others measured. */
export type ReplenishContext = QueueContext &
  Omit<ReplenishPairsContext, 'looking'> & { kinds: Kinds; lookingTools?: LookingTools }

/**
 * Brings items of a corpus into rotation as far as they can be shown alike, and returns how many pairs it
 * made. Items of an unknown kind stay where they are.
 */
export type Replenish = (corpus: Pick<Corpus, 'name' | 'organisation' | 'kind'>) => Promise<number>

type ReplenishSupply = (
  context: ReplenishContext & ReplenishPairsContext,
  corpus: OwnedCorpus,
  left: Unmatched,
) => Promise<number>

/** How many items of a corpus found no partner the last time. */
export type Unmatched = Map<string, number>

const supplies: Readonly<Record<Supply, ReplenishSupply>> = {
  paired: replenishPairs,
  queued: (context, corpus) => replenishQueue(context, corpus).then(() => 0),
}

/**
 * Opens replenishing. Of any number of concurrent callers, one replenishes a corpus and the others wait for
 * it.
 */
export function openReplenish(context: ReplenishContext, left: Unmatched = new Map()): Replenish {
  const running = new Map<string, Promise<number>>()
  return ({ kind, ...corpus }) => {
    const { name } = corpus
    const busy = running.get(name)
    if (busy) return busy
    if (left.size >= corporaMax) left.clear()
    const known = context.kinds.get(kind)
    if (!known) return Promise.resolve(0)
    const looked = { ...context, ...lookingFor(known, context.lookingTools) }
    const work = supplies[known.supply](looked, corpus, left).finally(() => running.delete(name))
    running.set(name, work)
    return work
  }
}

function lookingFor(
  { serving: { look } }: Kind,
  tools: LookingTools | undefined,
): Pick<ReplenishPairsContext, 'looking'> {
  if (!look) return { looking: null }
  if (!tools) return {}
  const { pictures, looksMax: itemsMax } = tools
  return {
    looking: {
      itemsMax,
      at: async (mediaId) => {
        const kept = await pictures.get(mediaId)
        return kept && look(kept, tools).catch(() => null)
      },
    },
  }
}
