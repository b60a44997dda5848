import type { NewVariant, Unstocked } from '../model/variants.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobRun } from './kind.ts'
import { JobStopped } from './turn.ts'

/** This many variants of one item are kept ready. */
const readyMax = 4
const batchMax = 8
/** Other quick jobs run after this long. */
const drawForMs = 5_000
const againMs = 1_000
/** How long to wait if nothing could be drawn because the cuts are gone. */
const againAfterNoneMs = 60_000

/** What drawing ahead needs from the outside world. */
export type DrawJobContext = Pick<
  JobContext,
  'variants' | 'pictures' | 'kinds' | 'drawVariant' | 'random' | 'variantsMax' | 'clock'
>

/** Draws pictures of the items that come next ahead of time, as long as there is room. */
export const drawJob: JobKind = {
  lane: 'quick',
  plan: { on: 'store', everyMs: againMs },
  hasWork: async ({ variants, variantsMax }) =>
    variantsMax > (await variants.countReady()) &&
    (await variants.listUnstocked(readyMax, 1)).length > 0,
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
 * Draws and keeps a batch of variants, as far as there is room, and returns how many. Skips items that cannot
 * be drawn.
 */
export async function drawSome(context: DrawJobContext, run: DrawRun): Promise<number> {
  const room = context.variantsMax - (await context.variants.countReady())
  if (room <= 0) return 0
  const items = await context.variants.listUnstocked(readyMax, Math.min(room, batchMax))
  const drawn: NewVariant[] = []
  for (const item of items) {
    if (run.isStopped()) break
    const bytes = await draw(context, item).catch((cause: unknown) => {
      if (cause instanceof JobStopped) throw cause
      run.onFault(String(cause))
    })
    if (bytes) drawn.push({ itemId: item.itemId, bytes })
  }
  if (drawn.length > 0) await context.variants.add(drawn, readyMax)
  return drawn.length
}

async function draw(
  context: DrawJobContext,
  { mediaId, kind }: Unstocked,
): Promise<Uint8Array | null> {
  const serving = context.kinds.get(kind)?.serving
  const kept = serving ? await context.pictures.get(mediaId) : null
  return kept && serving ? serving.draw(kept, context.random(6).readUIntBE(0, 6), context) : null
}
