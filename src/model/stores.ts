/** Milliseconds since 1970, an argument so that tests own the time. */
export type Clock = () => number

/** This many unpredictable bytes. */
export type Random = (sizeBytes: number) => Buffer

/** The kind of a ticket. Each kind is a name space of its own. */
export type TicketKind = 'challenge' | 'token' | 'repeat' | 'lock' | 'work'

/** Any state that lives for minutes and is taken once. */
export type Ticket = { kind: TicketKind; id: string; body: string; expiresAtMs: number }

/** Keeps tickets. Every promise resolves only once the change would survive a kill. */
export type Tickets = {
  /** Rejects if there is one with that name, even an expired one that has not been swept. */
  put(ticket: Ticket): Promise<void>
  /** Puts a ticket if there is none with that name, even an expired one. Of any number in any process, one does. */
  claim(ticket: Ticket): Promise<boolean>
  /** Lets a ticket that is there expire at another time; false if it is absent or expired. */
  extend(kind: TicketKind, id: string, expiresAtMs: number): Promise<boolean>
  /** Reads without spending; null if absent or expired. */
  peek(kind: TicketKind, id: string): Promise<string | null>
  /** Reads and forgets in one step. Of any number of takers, in any process, one gets it. */
  take(kind: TicketKind, id: string): Promise<string | null>
  /** Forgets what has expired and says how many. */
  sweep(): Promise<number>
}

/** Counts what happens within a window of time. */
export type Counters = {
  /** Counts one, or as many as are given, and returns the count since the window began; it begins with the first. */
  add(key: string, windowMs: number, by?: number): Promise<number>
  /** Takes one off, if any is counted. The window stays as it is. */
  takeOff(key: string): Promise<void>
  /** The count since the window began; 0 if there is no window. */
  read(key: string): Promise<number>
  /** Forgets windows that are over and says how many. */
  sweep(): Promise<number>
}

/** Keeps the archive's own files as they came, by the SHA-256 of their bytes. */
export type Files = {
  /** Keeps the bytes and gives their id; the same bytes are kept once. */
  put(bytes: Uint8Array): Promise<string>
  /**
   * Keeps several files together at the price of one, and returns their ids in the same order. Up to a
   * thousand files and 64 MB, all are kept or none. The same list is kept once.
   */
  putAll(list: readonly Uint8Array[]): Promise<string[]>
  get(id: string): Promise<Buffer | null>
  /** Forgets the bytes with that id, even if others put the same; does nothing if there are none. */
  remove(id: string): Promise<void>
  /** Throws if files cannot be read or written. */
  check(): Promise<void>
}

/** Keeps cut pictures; those of one page are put together. */
export type Pictures = Files
