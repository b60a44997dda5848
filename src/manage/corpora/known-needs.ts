import { sliceCountFor } from '../../kinds/paired/slices.ts'
import { canariesWanted, refreshRules } from '../../labels/refresh.ts'
import type { CorpusCounts } from '../../model/corpus.ts'

/** A corpus with fewer known items has no canaries. */
export const { canariesFromKnown } = refreshRules

/** How many more known items a corpus needs; null where it has enough. */
export type KnownNeeds = {
  /** So that no known item is paired again where it was seen. */
  forPairs: number | null
  /** So that some of them are canaries. */
  forCanaries: number | null
}

/** How many items of a corpus are known, and how many are to be read. */
export type KnownCounts = { known: number; unread: number }

/** Counts what is known and what is to be read. */
export function knownCountsOf(counts: Omit<CorpusCounts, 'sources'> | null): KnownCounts {
  if (!counts) return { known: 0, unread: 0 }
  const { known, doubtful, unknown, retired } = counts
  return { known, unread: Math.max(0, doubtful + unknown - retired) }
}

/** How many more known items there have to be to be paired with all that is to be read; null if there are enough. */
export function knownMissingForPairs({ known, unread }: KnownCounts): number | null {
  if (isEnough(known, unread)) return null
  // As many as are to be read, and a few for canaries, are always enough.
  for (let more = 1; more < 2 * unread; more += 1) if (isEnough(known + more, unread)) return more
  return null
}

// Each known item that is no canary can be paired once in every slice; canaries are paired like unread items.
function isEnough(known: number, unread: number): boolean {
  const canaries = canariesWanted(known)
  const deciding = known - canaries
  return unread === 0 || deciding * sliceCountFor(deciding) >= unread + canaries
}

/** How many more known items there have to be so that some are canaries; null if there are enough. */
export function knownMissingForCanaries(known: number): number | null {
  return known < canariesFromKnown ? canariesFromKnown - known : null
}
