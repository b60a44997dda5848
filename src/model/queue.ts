/** Holds unknown items back until there are known ones to be shown with. Every promise outlives a kill. */
export type Queue = {
  /** Opens so many queued items of a corpus, each at a place of chance in the shuffled order; says how many. */
  moveUp(corpus: string, count: number): Promise<number>
  /** Holds so many unshown ones back, and says how many. */
  holdBack(corpus: string, count: number): Promise<number>
}
