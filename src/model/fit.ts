/**
 * What the fit knows of one network of one day: how it read known items, and how often it agreed with what
 * others read. Held ones do not count.
 */
export type NetworkRecord = {
  networkHash: string
  knownAsked: number
  knownRight: number
  compared: number
  agreed: number
  isHeld: boolean
}

/** The latest fit of the engine to all labels of a corpus, as it is kept. */
export type KeptFit = {
  corpus: string
  engine: string
  /** It saw the labels given up to this time. */
  untilMs: number
  /** How many labels that were. */
  labels: number
  fittedAtMs: number
  /** How often labels had been recalled, or a recall been lifted, when it was made. */
  recalls: number
  /** It is to be made anew: what it was made by has changed, or the readings were not all settled by it. */
  isStale: boolean
  /** The engine's own parameters, as JSON. */
  parameters: string
}

/** When a corpus was fitted: kept for good, so that the same fit can be made again. */
export type FitTime = { untilMs: number; fittedAtMs: number }

/** Keeps fits. Every promise is kept only when the change would outlive a kill. */
export type Fits = {
  find(corpus: string): Promise<KeptFit | null>
  /** Keeps a fit with its records in place of the one before; until all is kept the one before is found. */
  keep(fit: KeptFit, records: Iterable<NetworkRecord>): Promise<void>
  /** Says that what the fit of a corpus is made by has changed: it is stale, also one that is being made. */
  markStale(corpus: string): Promise<void>
  /** How often that was said. */
  countMarks(corpus: string): Promise<number>
  /** Says that all readings are settled by the fit, which was begun after so many marks: it stands, unless more came. */
  setStanding(corpus: string, marks: number): Promise<void>
  /** When a corpus was fitted last, even where that fit is lost; null where never. */
  lastTime(corpus: string): Promise<FitTime | null>
  /** The records of these networks, those that the fit has. */
  recordsOf(corpus: string, networks: readonly string[]): Promise<NetworkRecord[]>
  /** All records of the fit in the order of the networks' names, those behind `after`. */
  listRecords(corpus: string, after: string, limit: number): Promise<NetworkRecord[]>
}
