/** A corpus that was left alone, as another process works on it. */
export type BusyCorpus = { corpus: string; isBusy: true }
