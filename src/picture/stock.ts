import { setTimeout as delay } from 'node:timers/promises'
import type { DrawVariant, Serving } from '../model/picture.ts'
import type { KindName } from '../model/item.ts'
import type { Pictures, Random } from '../model/stores.ts'
import type { NewVariant, Unstocked, Variants } from '../model/variants.ts'

/** So many variants of one item are kept ready. */
const readyMax = 4
const batchMax = 8
const calmAgainMs = 5
const restMs = 1_000
const restAfterFaultMs = 10_000

/** What stocking needs of the world outside. */
export type StockContext = {
  variants: Pick<Variants, 'listUnstocked' | 'countReady' | 'add'>
  pictures: Pick<Pictures, 'get'>
  drawVariant: DrawVariant
  /** How pictures of a kind are served; null for a kind that nobody knows. */
  servingOf: (kind: KindName) => Serving | null
  random: Random
  /** How many variants are kept ready of all items together. */
  variantsMax: number
  /** Says whether somebody waits for an answer: then nothing is begun. */
  isBusy: () => boolean
  tellFault: (cause: unknown) => void
}

/** Stops stocking, once what is begun is done. */
export type Stocking = { stop(): Promise<void> }

/** Draws pictures of the items that come next beforehand, one at a time, for as long as it is not stopped. */
export function startStocking(context: StockContext): Stocking {
  const ending = new AbortController()
  const { signal } = ending
  const done = keepStocked(context, signal)
  return {
    stop: () => {
      ending.abort()
      return done
    },
  }
}

async function keepStocked(context: StockContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const added = await stockSome(context, signal).catch((cause: unknown) => {
      context.tellFault(cause)
      return null
    })
    if (added === null) await rest(restAfterFaultMs, signal)
    else if (added === 0) await rest(restMs, signal)
  }
}

/**
 * Draws and keeps a batch of variants, as far as there is room and nobody waits, and says how many. An item
 * that cannot be drawn is passed over.
 */
export async function stockSome(context: StockContext, signal: AbortSignal): Promise<number> {
  const room = context.variantsMax - (await context.variants.countReady())
  if (room <= 0) return 0
  const items = await context.variants.listUnstocked(readyMax, Math.min(room, batchMax))
  const drawn: NewVariant[] = []
  for (const item of items) {
    while (context.isBusy() && !signal.aborted) await rest(calmAgainMs, signal)
    if (signal.aborted) break
    const bytes = await draw(context, item).catch(context.tellFault)
    if (bytes) drawn.push({ itemId: item.itemId, bytes })
  }
  if (drawn.length > 0) await context.variants.add(drawn, readyMax)
  return drawn.length
}

async function draw(
  { pictures, drawVariant, servingOf, random }: StockContext,
  { pictureId, kind }: Unstocked,
): Promise<Uint8Array | null> {
  const serving = servingOf(kind)
  const cut = serving && (await pictures.get(pictureId))
  return cut && drawVariant(cut, serving, random(6).readUIntBE(0, 6))
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
