/**
 * What the fit knows about one network on one day: how it read known items, and how often it agreed with what
 * others read. Held networks do not count.
 */
export type NetworkRecord = {
  networkHash: string
  knownAsked: number
  knownRight: number
  compared: number
  agreed: number
  isHeld: boolean
}

/** The latest fit of the engine to all labels of a corpus, as it is stored. */
export type KeptFit = {
  corpus: string
  engine: string
  /** It saw the labels given up to this time. */
  untilMs: number
  /** How many labels that were. */
  labels: number
  fittedAtMs: number
  /** How often labels had been recalled, or a recall lifted, when it was made. */
  recalls: number
  /** It has to be made again: its inputs have changed, or the readings were not all settled by it. */
  isStale: boolean
  /** The engine's own parameters, as JSON. */
  parameters: string
}

/** When a corpus was fitted: kept for good, so that the same fit can be made again. */
export type FitTime = { untilMs: number; fittedAtMs: number }

/** A part of what an unfinished fit has done, as the engine writes it. */
export type DraftPart = { stage: number; number: number; body: string }

/** Keeps fits. Every promise resolves only once the change would survive a kill. */
export type Fits = {
  /** The fit of an organisation's corpus; null if there is none. */
  find(organisation: string, corpus: string): Promise<KeptFit | null>
  /** Replaces the fit and its records. Until everything is kept, the previous fit is found. */
  keep(fit: KeptFit, records: Iterable<NetworkRecord> | AsyncIterable<NetworkRecord>): Promise<void>
  /**
   * Marks the fit of a corpus stale because its inputs have changed; this includes a fit that is being made.
   */
  markStale(corpus: string): Promise<void>
  /** How often it was marked stale. */
  countMarks(corpus: string): Promise<number>
  /**
   * Marks the fit as current after all readings are settled by it, unless there are more marks than when it
   * began.
   */
  setStanding(corpus: string, marks: number): Promise<void>
  /** When a corpus was last fitted, even if that fit is lost; null if never. */
  lastTime(corpus: string): Promise<FitTime | null>
  /** How far the unfinished fit of a corpus is, as the engine wrote it; null if there is none. */
  findDraft(corpus: string): Promise<string | null>
  /** Replaces how far the unfinished fit is, and adds or replaces a part, in one commit. */
  keepDraft(corpus: string, head: string, part: DraftPart | null): Promise<void>
  /** A part of the unfinished fit; null if it was not kept. */
  readDraftPart(corpus: string, stage: number, number: number): Promise<string | null>
  /** Forgets the parts from one stage to just before another. */
  forgetDraftParts(corpus: string, stages: { from: number; to: number }): Promise<void>
  /** Forgets the unfinished fit with all its parts. */
  forgetDraft(corpus: string): Promise<void>
  /** The records that the fit of an organisation's corpus has of these networks. */
  recordsOf(
    organisation: string,
    corpus: string,
    networks: readonly string[],
  ): Promise<NetworkRecord[]>
  /**
   * All records of the fit of an organisation's corpus in the order of the networks' names, starting after
   * `after`.
   */
  listRecords(
    organisation: string,
    corpus: string,
    after: string,
    limit: number,
  ): Promise<NetworkRecord[]>
}
