import type { Corpus } from '../model/corpus.ts'
import type { NewVariant, Unstocked } from '../model/variants.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobRun } from './kind.ts'
import type { Lacking } from './stock.ts'
import { JobStopped } from './turn.ts'

/** More of one item would be shown to those who ask again and again only. */
const readyMax = 32
/** Listing costs by what is ready, so it is done for many. */
const listedMax = 64
/** So many are drawn at once, as libvips encodes in threads of its own, and stored in one commit. */
const atOnce = 16
/** Other quick jobs run after this long. */
const drawForMs = 5_000
const againMs = 1_000
/** How long to wait if nothing could be drawn because the cuts are gone, or all items have enough. */
const againAfterNoneMs = 60_000

/** What drawing ahead needs from the outside world. */
export type DrawJobContext = Pick<
  JobContext,
  'variants' | 'pictures' | 'kinds' | 'drawVariant' | 'random' | 'stock' | 'clock'
>

/** Draws pictures of the items that come next ahead of time, as long as the stock lacks any. */
export const drawJob: JobKind = {
  lane: 'quick',
  plan: { on: 'store', everyMs: againMs },
  hasWork: async ({ stock }) => (await stock.lacking()).length > 0,
  run: async ({ announce, isStopped }, context) => {
    const untilMs = context.clock() + drawForMs
    const faults: string[] = []
    let drawn = 0
    while (context.clock() < untilMs && !isStopped()) {
      const added = await drawSome(context, { isStopped, onFault: (one) => faults.push(one) })
      if (added === 0) break
      drawn += added
      announce(describeDrawn(drawn))
    }
    const [fault] = faults
    if (drawn === 0 && fault !== undefined) throw new Error(fault)
    return drawn === 0 ? { done: '', dueInMs: againAfterNoneMs } : { done: describeDrawn(drawn) }
  },
}

function describeDrawn(drawn: number): string {
  return drawn === 0 ? '' : `${drawn} pictures drawn`
}

/** How drawing is stopped, and where it reports an item that cannot be drawn. */
export type DrawRun = Pick<JobRun, 'isStopped'> & { onFault: (fault: string) => void }

/**
 * Draws and keeps some variants of the corpus that lacks most and can be drawn, and returns how many. Skips items that
 * cannot be drawn.
 */
export async function drawSome(context: DrawJobContext, run: DrawRun): Promise<number> {
  for (const one of await context.stock.lacking()) {
    if (run.isStopped()) return 0
    const drawn = await drawOf(context, one, run)
    context.stock.note(one.corpus.name, drawn)
    if (drawn > 0) return drawn
  }
  return 0
}

async function drawOf(context: DrawJobContext, of: Lacking, run: DrawRun): Promise<number> {
  const { corpus, wanted, lacks } = of
  const limit = Math.min(lacks, listedMax)
  const { name, supply } = corpus
  const items = await context.variants.listUnstocked({
    corpus: name,
    supply,
    nextPictures: wanted,
    readyMax,
    limit,
  })
  let drawn = 0
  for (let from = 0; from < items.length && !run.isStopped(); from += atOnce) {
    const some = await drawAll(context, corpus, { items: items.slice(from, from + atOnce), run })
    if (some.length > 0) await context.variants.add(some, readyMax)
    drawn += some.length
  }
  return drawn
}

type Batch = { items: readonly Unstocked[]; run: DrawRun }

async function drawAll(
  context: DrawJobContext,
  { kind }: Corpus,
  { items, run }: Batch,
): Promise<NewVariant[]> {
  const serving = context.kinds.get(kind)?.serving
  if (!serving) return []
  const drawing: Promise<NewVariant | null>[] = []
  for (const { itemId, mediaId } of items) {
    const fault = (cause: unknown): null => {
      if (cause instanceof JobStopped) throw cause
      run.onFault(String(cause))
      return null
    }
    const kept = await context.pictures.get(mediaId).catch(fault)
    if (!kept) continue
    const seed = context.random(6).readUIntBE(0, 6)
    drawing.push(serving.draw(kept, seed, context).then((bytes) => ({ itemId, bytes }), fault))
  }
  return (await Promise.all(drawing)).filter((variant) => variant !== null)
}
