/** Pictures are counted in stretches of ten minutes, numbered from 1970 on. */
export const stretchMs = 600_000

/** How many pictures of a corpus challenges showed. */
export type PicturesShown = { corpus: string; pictures: number }

/** Keeps how many pictures are shown, so that as many are drawn ahead. */
export type Demand = {
  /** Adds to what was shown in a stretch, in one commit; leaves out corpora that are gone. */
  add(stretch: number, shown: readonly PicturesShown[]): Promise<void>
  /** What was shown in each stretch from one on. */
  listSince(stretch: number): Promise<(PicturesShown & { stretch: number })[]>
  /** Forgets the stretches before one, and says how many counts that were. */
  sweep(before: number): Promise<number>
}
