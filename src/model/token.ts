/** Proves a text to be the service's own: the same key in all processes, never told. */
export type Seal = {
  /** The seal of a text, in base64url. */
  sealOf(text: string): Promise<string>
  /** Says whether this is the seal of the text; compared in constant time. */
  fits(text: string, seal: string): Promise<boolean>
}

/** What a token is worth; kept as a ticket until siteverify takes it. */
export type TokenRecord = {
  /** The host the challenge was asked from, null where it was not told. */
  host: string | null
  passedAtMs: number
  /** Names the pass to the page: the challenge's id, where there was one. */
  key: string
  score: number
  reasons: readonly string[]
}
