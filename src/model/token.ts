import type { ContractName } from './challenge.ts'

/**
 * Signs texts of the service so that it recognises its own, with one key in all processes, which never
 * leaves.
 */
export type Signer = {
  /** The signature of a text, in base64url. */
  sign(text: string): Promise<string>
  /** Says whether this is the signature of the text; compared in constant time. */
  verify(text: string, signature: string): Promise<boolean>
}

/** What a page says about a pass that it asks for; its site's server gets it back with the token. */
export type PassNote = {
  /** What the visitor is about to do; null if the page says nothing. */
  action: string | null
  /** Whatever the page attached; null if nothing. */
  data: string | null
}

/** What a token is worth; kept as a ticket until it is redeemed. */
export type TokenRecord = {
  /** The contract that gave the pass, and the only one that redeems it. */
  contract: ContractName
  /** The host that the challenge was requested from; null if none was given. */
  host: string | null
  passedAtMs: number
  /** Names the pass to the page: the challenge's id, if there was one. */
  key: string
  /** Absent if the page said nothing, as in records of earlier versions. */
  note?: PassNote
  score: number
  reasons: readonly string[]
}
