import type { KindName, Role } from './item.ts'
import type { Direction, TextPolicy } from './corpus.ts'
import type { Level } from './policy.ts'

/** One item as one visitor sees it; `imageId` is drawn anew for each challenge and is all that leaves. */
export type ChallengeItem = {
  imageId: string
  itemId: string
  mediaId: string
  role: Role
  /** What decides, for a known item; what a machine or nobody has said, for an unknown one. */
  label: string | null
  /** Makes this serving's picture unlike any other of the same item. */
  seed: number
}

/** Whose heritage is shown, as it stands under the picture. */
export type Credit = { text: string; url: string | null; licence: string }

/** Items given to one visitor; lives minutes, as a ticket. */
export type Challenge = {
  id: string
  sitekey: string
  corpus: string
  kind: KindName
  /** The class asked for; null in a transcription. */
  keyword: string | null
  language: string
  direction: Direction
  textPolicy: TextPolicy
  items: readonly ChallengeItem[]
  credits: readonly Credit[]
  level: Level
  /** The host it was asked from; null where it was not told. */
  host: string | null
  /** The network the challenge was given to, as a salted hash that cannot be traced back after a day. */
  networkHash: string
  issuedAtMs: number
  expiresAtMs: number
}

/** What the visitor gave, as the kind of that name reads an answer: by the ids of the images, what it is for each. */
export type Given = { kind: KindName; byImage: ReadonlyMap<string, string> }

/**
 * The name of the public contract an answer came in by: the pass is redeemed by that one and no other. Small
 * letters, digits and dashes, beginning with a letter.
 */
export type ContractName = string
