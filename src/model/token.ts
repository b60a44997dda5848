import type { ContractName } from './challenge.ts'

/** Signs texts of the service, so that it knows its own: with one key in all processes, which never leaves. */
export type Signer = {
  /** The signature of a text, in base64url. */
  sign(text: string): Promise<string>
  /** Says whether this is the signature of the text; compared in constant time. */
  verify(text: string, signature: string): Promise<boolean>
}

/** What a token is worth; kept as a ticket until it is redeemed. */
export type TokenRecord = {
  /** The contract the pass was given by, and the one it is redeemed by. */
  contract: ContractName
  /** The host the challenge was asked from, null where it was not told. */
  host: string | null
  passedAtMs: number
  /** Names the pass to the page: the challenge's id, where there was one. */
  key: string
  score: number
  reasons: readonly string[]
}
