/** A picture that no machine has tried to read; `label` is the known reading, or null if there is none. */
export type Unscored = { id: string; mediaId: string; label: string | null }

/**
 * Keeps how well machines read items. What is not of the organisation that is given is neither found nor
 * changed. Every promise resolves only once the change would survive a kill.
 */
export type Scores = {
  /**
   * Items to be typed that have a picture and no score, in the order of their ids, starting after `after`.
   */
  listUnscored(
    organisation: string,
    corpus: string,
    after: string,
    limit: number,
  ): Promise<Unscored[]>
  /** Keeps scores from 0 (a machine misreads it) to 1. */
  keepScores(
    organisation: string,
    scores: readonly { itemId: string; machineScore: number }[],
  ): Promise<void>
}
