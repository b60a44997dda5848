/** Milliseconds since 1970, an argument so that tests own the time. */
export type Clock = () => number

/** That many unpredictable bytes. */
export type Random = (sizeBytes: number) => Buffer

/** What sort of ticket: one name space each. */
export type TicketKind = 'challenge' | 'token' | 'lock'

/** Any state that lives minutes and is taken once. */
export type Ticket = { kind: TicketKind; id: string; body: string; expiresAtMs: number }

/** Keeps tickets. Every promise is kept only when the change would outlive a kill. */
export type Tickets = {
  /** Rejects where one of that name lies there, also an expired one that no sweep has forgotten. */
  put(ticket: Ticket): Promise<void>
  /** Reads without spending; null when absent or expired. */
  peek(kind: TicketKind, id: string): Promise<string | null>
  /** Reads and forgets in one step: of any number of takers, in any process, one gets it. */
  take(kind: TicketKind, id: string): Promise<string | null>
  /** Forgets what has expired and says how many. */
  sweep(): Promise<number>
}

/** Counts what happens within a window of time. */
export type Counters = {
  /** Counts one and says how many it makes since the window began; a window begins with the first. */
  add(key: string, windowMs: number): Promise<number>
  /** Forgets windows that are over and says how many. */
  sweep(): Promise<number>
}

/** Keeps the archive's own files as they came, by the SHA-256 of their bytes. */
export type Files = {
  /** Keeps the bytes and gives their id; the same bytes are kept once. */
  put(bytes: Uint8Array): Promise<string>
  /**
   * Keeps several pieces together, all or none of them where they are up to a thousand and 64 MB, at the
   * price of one, and gives their ids in the same order. The same list is kept once.
   */
  putAll(list: readonly Uint8Array[]): Promise<string[]>
  get(id: string): Promise<Buffer | null>
  /** Forgets the bytes of that id, whoever else put the same; says nothing where there are none. */
  remove(id: string): Promise<void>
  /** Throws when files cannot be read or written. */
  check(): Promise<void>
}

/** Keeps cut pictures; those of one page are put together. */
export type Pictures = Files
