import { openAlbum, type Album } from '../survey/album.ts'
import type { ItemStage, ItemStatus } from '../../model/item.ts'

/** The counts of an import so far. */
export type TallyCounts = Record<
  | 'pages'
  | 'known'
  | 'doubtful'
  | 'unknown'
  | 'waiting'
  | 'unfit'
  | 'added'
  | 'revised'
  | 'corrected'
  | 'cut',
  number
>

/** Counts what an import finds and adds. */
export type ImportTally = {
  /** The pictures and classes of a corpus of images. */
  album: Album
  page(): void
  item(item: { status: ItemStatus; stage: ItemStage }): void
  /** A word was cut out of a line that is too long to ask. */
  cutWord(): void
  /** How many items were added to the store, and how many stored ones got another reading. */
  kept(counts: { added: number; revised: number }): void
  /** A stored source got other rights. */
  corrected(): void
  /** Adds all these counts. */
  again(counts: TallyCounts): void
  counts(): TallyCounts
}

/** Opens a tally at zero. */
export function openImportTally(): ImportTally {
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
    cut: 0,
  }
  return {
    album: openAlbum(),
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
    cutWord: () => {
      counts.cut += 1
    },
    corrected: () => {
      counts.corrected += 1
    },
    again: (more) => {
      for (const name of Object.keys(more) as (keyof TallyCounts)[]) counts[name] += more[name]
    },
    counts: () => ({ ...counts }),
  }
}
