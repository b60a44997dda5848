import type { Arc } from './exposure.ts'

/** How many pictures of a class can be drawn: those known to be of it, and open unknown ones. */
export type ClassCount = { name: string; known: number; unknown: number }

/**
 * Holds unknown pictures back until there are known ones to show with them. An open one is drawn as if it
 * were of an assigned class, which is kept: a machine's guess, or a random class. The assigned class only
 * steers drawing. Every promise resolves only once its change would survive a kill.
 */
export type Queue = {
  /**
   * The pictures of each class of an organisation's corpus, or of those in an arc of the shuffled order. A large
   * class is estimated from a part of it.
   */
  countClasses(organisation: string, corpus: string, arc?: Arc): Promise<ClassCount[]>
  /** The classes that machines guessed for queued items of an organisation's corpus, each once. */
  queuedGuesses(organisation: string, corpus: string): Promise<string[]>
  /**
   * Opens queued items with this guess (null: with none), one for each of `classes`, assigns that class, and
   * puts each at a random place in the shuffled order; says how many.
   */
  moveUp(corpus: string, guess: string | null, classes: readonly string[]): Promise<number>
  /** Holds open items without a class back, up to `count` at a time, and says how many. */
  holdBackNew(corpus: string, count: number): Promise<number>
  /** Holds back up to `count` items that are drawn as of a class and that nobody has seen, and says how many. */
  holdBack(corpus: string, from: string, count: number): Promise<number>
}
