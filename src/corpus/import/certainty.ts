import type { ItemStatus } from '../../model/item.ts'

/** How to take readings: as their files say, all as truth, or all as unread. */
export type ReadAs = 'auto' | 'known' | 'unknown'

/** A reading as it is stored. */
export type WeighedReading = { status: ItemStatus; label: string | null; confidence: number | null }

/** A reading as it was found; `isDoubted` if its file gives a reason to doubt it. */
export type FoundReading = { text: string | null; confidence: number | null; isDoubted: boolean }

/** Says what a reading is worth: truth, a machine's guess, or nothing. */
export function weighReading(
  { text, confidence, isDoubted }: FoundReading,
  as: ReadAs,
): WeighedReading {
  if (text === null || as === 'unknown') return { status: 'unknown', label: null, confidence: null }
  if (as === 'known' || !isDoubted) return { status: 'known', label: text, confidence: null }
  return { status: 'doubtful', label: text, confidence }
}

const certainty: Readonly<Record<ItemStatus, number>> = { known: 2, doubtful: 1, unknown: 0 }

/** Below 0 if `a` is surer than `b`, 0 if they are alike. */
export function compareCertainty(a: ItemStatus, b: ItemStatus): number {
  return certainty[b] - certainty[a]
}
