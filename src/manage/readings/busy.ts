/** A corpus that was skipped because another process is working on it. */
export type BusyCorpus = { corpus: string; isBusy: true }
