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
  exposures: Pick<Exposures, 'draw'>
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

// Fresh items come first, then retired known ones if the settings allow it. An unknown item that was asked as
// often as allowed has its labels.
function drawFrom(
  context: DrawContext,
  corpus: Corpus,
  networkHash: string | null,
): DrawingPool['draw'] {
  return async ({ arc, role, count, label, leaveOut }) => {
    const taken = new Set(leaveOut.map(({ id }) => id))
    const drawn: DrawnItem[] = []
    const reuses = context.settings.reusesRetired && role === 'known'
    for (const retired of reuses ? [false, true] : [false]) {
      const draw = { corpus: corpus.name, arc, role, retired, ...(label ? { label } : {}) }
      while (drawn.length < count) {
        const { free, isAll } = await lookAround(context, draw, taken)
        const inOrder = await unansweredFirst(context, networkHash, free)
        const some = inOrder.slice(0, isAll ? count - drawn.length : 1)
        for (const { id } of some) taken.add(id)
        drawn.push(...some)
        if (isAll) break
      }
    }
    return drawn
  }
}

type Around = { free: DrawnItem[]; isAll: boolean }

// While another process moves an item, it can be found both at its old place and at its new one.
async function lookAround(
  { exposures, random }: DrawContext,
  draw: Omit<Draw, 'count' | 'from'> & { arc: Arc },
  taken: ReadonlySet<string>,
): Promise<Around> {
  const count = windowItems + taken.size
  const from = draw.arc.from + widthOf(draw.arc) * drawUnit(random)
  const found = await exposures.draw({ ...draw, count, from })
  const free = new Map(found.filter(({ id }) => !taken.has(id)).map((item) => [item.id, item]))
  return { free: shuffle(random, [...free.values()]), isAll: found.length < count }
}

// An item that a network has answered is asked of it again only if there is too little else: its labels count
// once.
async function unansweredFirst(
  { pool }: DrawContext,
  networkHash: string | null,
  items: readonly DrawnItem[],
): Promise<readonly DrawnItem[]> {
  if (networkHash === null) return items
  const answered = await pool.answeredBy(
    networkHash,
    items.map(({ id }) => id),
  )
  return items.toSorted((a, b) => Number(answered.has(a.id)) - Number(answered.has(b.id)))
}
