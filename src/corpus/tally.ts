import type { ItemStage, ItemStatus } from '../model/item.ts'

/** The counts of an import so far. */
type TallyCounts = Record<
  | 'pages'
  | 'known'
  | 'doubtful'
  | 'unknown'
  | 'waiting'
  | 'unfit'
  | 'added'
  | 'revised'
  | 'corrected',
  number
>

/** Counts what an import finds and adds. */
export type Tally = {
  page(): void
  item(item: { status: ItemStatus; stage: ItemStage }): void
  /** How many items came into the store, and how many of it got another reading. */
  kept(counts: { added: number; revised: number }): void
  /** A source that was known already got other rights. */
  corrected(): void
  counts(): TallyCounts
}

/** Opens a tally at zero. */
export const openTally = (): Tally => {
  const counts: TallyCounts = {
    pages: 0,
    known: 0,
    doubtful: 0,
    unknown: 0,
    waiting: 0,
    unfit: 0,
    added: 0,
    revised: 0,
    corrected: 0,
  }
  return {
    page: () => {
      counts.pages += 1
    },
    item: ({ status, stage }) => {
      counts[stage === 'waiting' || stage === 'unfit' ? stage : status] += 1
    },
    kept: ({ added, revised }) => {
      counts.added += added
      counts.revised += revised
    },
    corrected: () => {
      counts.corrected += 1
    },
    counts: () => ({ ...counts }),
  }
}
