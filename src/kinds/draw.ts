import type { Corpus } from '../model/corpus.ts'
import type { Arc, Draw, DrawnItem, Exposures } from '../model/exposure.ts'
import type { SlicedHolder } from '../model/holder.ts'
import { drawUnit, shuffle } from '../model/chance.ts'
import { drawPairs, type PairContext } from './paired/draw-pairs.ts'
import type { DrawingPool } from './pool.ts'
import type { PoolSizes } from './pool-sizes.ts'
import { arcsAround, wholeCircle, widthOf } from './queued/arcs.ts'

/** What drawing needs from the outside world. */
export type DrawContext = PairContext & {
  poolSizes: PoolSizes
  exposures: Pick<Exposures, 'draw' | 'find'>
}

/** Opens the pool of a corpus for one challenge of a holder; null if nobody will see the challenge. */
export function openDrawingPool(
  context: DrawContext,
  corpus: Corpus,
  holder: Pick<SlicedHolder, 'networkHash' | 'slicePoint'> | null,
): DrawingPool {
  const networkHash = holder?.networkHash ?? null
  const slicePoint = holder?.slicePoint ?? 0
  return {
    draw: drawFrom(context, corpus, networkHash),
    drawPairs: (count) => drawPairs(context, { corpus, networkHash, slicePoint, count }),
    drawUnit: () => drawUnit(context.random),
    sizes: (arc) => context.poolSizes(corpus, { arc }),
    arcsFor: (classes, asked) =>
      holder === null
        ? { matching: wholeCircle, other: wholeCircle }
        : arcsAround(slicePoint, classes, asked),
  }
}

// An item after a large gap in the shuffled order would come sooner than one after a small gap, so each is
// drawn at random from this many. Each draw also starts at a place of its own, because neighbours would come
// together again and again while many visitors ask at once.
const windowItems = 16
/** Of so many it is looked up at first whether the network has answered them. */
const lookedUpFirst = 4

function drawFrom(
  context: DrawContext,
  corpus: Corpus,
  networkHash: string | null,
): DrawingPool['draw'] {
  const findAnswered = openAnswered(context, networkHash)
  return async ({ arc, role, count, label, leaveOut }) => {
    const taken = new Set(leaveOut.map(({ id }) => id))
    const draw = { corpus: corpus.name, arc, role, ...(label ? { label } : {}) }
    const drawn: DrawnItem[] = []
    while (drawn.length < count) {
      const missing = count - drawn.length
      const chosen = await choose(context, { draw, count: missing, taken }, findAnswered)
      // One that another process has taken away meanwhile is not found.
      drawn.push(...(await context.exposures.find(chosen)))
      if (chosen.length < missing) break
    }
    return drawn
  }
}

type Choice = {
  draw: Omit<Draw, 'count' | 'from' | 'retired'> & { arc: Arc }
  count: number
  taken: Set<string>
}

// Fresh items come first, then retired known ones if the settings allow it. An unknown item that was asked as
// often as allowed has its labels.
async function choose(
  context: DrawContext,
  { draw, count, taken }: Choice,
  findAnswered: FindAnswered,
): Promise<string[]> {
  const chosen: string[] = []
  const reuses = context.settings.reusesRetired && draw.role === 'known'
  for (const retired of reuses ? [false, true] : [false]) {
    while (chosen.length < count) {
      const { free, isAll } = await lookAround(context, { ...draw, retired }, taken)
      const some = await unansweredFirst(free, isAll ? count - chosen.length : 1, findAnswered)
      for (const id of some) taken.add(id)
      chosen.push(...some)
      if (isAll) break
    }
  }
  return chosen
}

type Around = { free: string[]; isAll: boolean }

// While another process moves an item, it can be found both at its old place and at its new one.
async function lookAround(
  { exposures, random }: DrawContext,
  draw: Omit<Draw, 'count' | 'from'> & { arc: Arc },
  taken: ReadonlySet<string>,
): Promise<Around> {
  const count = windowItems + taken.size
  const from = draw.arc.from + widthOf(draw.arc) * drawUnit(random)
  const found = await exposures.draw({ ...draw, count, from })
  const free = new Set(found.filter((id) => !taken.has(id)))
  return { free: shuffle(random, [...free]), isAll: found.length < count }
}

/** Finds which of some items the network of a visitor has answered. */
type FindAnswered = (ids: readonly string[]) => Promise<ReadonlySet<string>>

// For most visitors it is the first visit of the day, and then nothing more is asked for this challenge.
function openAnswered({ pool }: DrawContext, networkHash: string | null): FindAnswered {
  let hasAnswered: Promise<boolean> | null = null
  return async (ids) => {
    if (networkHash === null) return new Set()
    hasAnswered ??= pool.hasAnswered(networkHash)
    return (await hasAnswered) ? pool.answeredBy(networkHash, ids) : new Set()
  }
}

// An item that a network has answered is asked of it again only if there is too little else: its labels count
// once. Mostly the first few are enough.
async function unansweredFirst(
  ids: readonly string[],
  count: number,
  findAnswered: FindAnswered,
): Promise<string[]> {
  const first = ids.slice(0, Math.max(count, lookedUpFirst))
  const answered = await findAnswered(first)
  const fresh = first.filter((id) => !answered.has(id))
  if (fresh.length >= count) return fresh.slice(0, count)
  const answeredOfRest = await findAnswered(ids.slice(first.length))
  const isAnswered = (id: string): boolean => answered.has(id) || answeredOfRest.has(id)
  return ids.toSorted((a, b) => Number(isAnswered(a)) - Number(isAnswered(b))).slice(0, count)
}
