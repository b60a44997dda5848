import type { Role } from '../../model/item.ts'
import type { LookedItem, Pairs, UnlookedItem } from '../../model/pair.ts'
import type { WritingLook } from '../../model/picture.ts'
import { learnKnownScore, type KnownScore } from './likeness.ts'

const roles = ['known', 'unknown'] as const
/** So many items of each role are learnt from. */
const learntMax = 1_000
const measuredPerCommit = 50

/** Measures how an item looks when it is served; null if it cannot be measured. */
export type LookAt = (mediaId: string) => Promise<WritingLook | null>

/** How items are looked at, and at how many of each role in one run. */
export type Looking = { at: LookAt; itemsMax: number }

type LookStore = Pick<Pairs, 'unlookedItems' | 'keepLooks' | 'lookedItems'>

/** Measures the looks of loose items, as far as it may in one run; says whether there are more. */
export async function measureLooks(
  pairs: LookStore,
  corpus: string,
  { at, itemsMax }: Looking,
): Promise<{ hasMore: boolean }> {
  let hasMore = false
  for (const role of roles) {
    let left = itemsMax
    for (;;) {
      const items = await pairs.unlookedItems(corpus, role, Math.min(left, measuredPerCommit) || 1)
      if (items.length === 0) break
      hasMore ||= left === 0
      if (left === 0) break
      await pairs.keepLooks(await lookAtAll(at, items))
      left -= items.length
    }
  }
  return { hasMore }
}

async function lookAtAll(at: LookAt, items: readonly UnlookedItem[]): Promise<LookedItem[]> {
  const looked: LookedItem[] = []
  for (const { id, mediaId } of items) looked.push({ id, look: await at(mediaId) })
  return looked
}

/** Learns from the looks that were measured how known and unknown items differ; null if there are too few. */
export async function learnFromLooks(pairs: LookStore, corpus: string): Promise<KnownScore | null> {
  const of = (role: Role): Promise<LookedItem[]> => pairs.lookedItems(corpus, role, learntMax)
  return learnKnownScore({ known: await of('known'), unknown: await of('unknown') })
}
