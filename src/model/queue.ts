/** How many pictures of a class there are to draw from: those known to be of it, and open unknown ones. */
export type ClassCount = { name: string; known: number; unknown: number }

/**
 * Holds unknown pictures back until there are known ones to be shown with them. An open one is drawn as if it
 * were of a class, which is kept: a machine's guess, or a class of chance. It steers drawing alone. Every
 * promise outlives a kill.
 */
export type Queue = {
  /** The pictures of each class; a great class is reckoned from a part of the shuffled order. */
  countClasses(corpus: string): Promise<ClassCount[]>
  /** What machines took queued items for, each once. */
  queuedGuesses(corpus: string): Promise<string[]>
  /**
   * Opens queued items with this guess (null: with none), one for each of `classes`, to be drawn as of that
   * class and each at a place of chance in the shuffled order; says how many.
   */
  moveUp(corpus: string, guess: string | null, classes: readonly string[]): Promise<number>
  /** Holds open items without a class back, so many at a time, and says how many. */
  holdBackNew(corpus: string, count: number): Promise<number>
  /** Holds so many back that are drawn as of a class and were never shown, and says how many. */
  holdBack(corpus: string, from: string, count: number): Promise<number>
}
