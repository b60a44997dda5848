import type { KindName, Role } from './item.ts'
import type { Direction, TextPolicy, Thanks } from './corpus.ts'
import type { HolderPrefix } from './holder.ts'
import type { Level } from './policy.ts'

/**
 * One item as one visitor sees it. `imageId` is drawn for each challenge and is the only part that leaves.
 */
export type ChallengeItem = {
  imageId: string
  itemId: string
  mediaId: string
  role: Role
  /** The label that decides, for a known item; a machine's label or null, for an unknown one. */
  label: string | null
  /** Makes this showing's picture unlike any other of the same item. */
  seed: number
}

/** The credit that stands under the picture. */
export type Credit = { text: string; url: string | null; licence: string }

/** The name of a class as a visitor reads it, and the language of that name as a BCP 47 tag. */
export type ShownKeyword = { text: string; language: string }

/** Items given to one visitor. Lives for minutes, as a ticket. */
export type Challenge = {
  id: string
  sitekey: string
  corpus: string
  kind: KindName
  /** The class asked for; null in a transcription. Answers are judged by it. */
  keyword: string | null
  /** What the visitor reads in its place. Nothing is ever compared with it. */
  shownKeyword: ShownKeyword | null
  language: string
  direction: Direction
  textPolicy: TextPolicy
  items: readonly ChallengeItem[]
  /** The pairs that the items came in; none where each item came by itself. */
  pairIds: readonly string[]
  credits: readonly Credit[]
  /** What the visitor is told after a right answer. */
  thanks: Thanks
  level: Level
  /** The host it was requested from; null if none was given. */
  host: string | null
  /** The network the challenge was given to, as a salted hash that cannot be traced back after a day. */
  networkHash: string
  /** The prefixes that its answer counts for. */
  prefixes: readonly HolderPrefix[]
  issuedAtMs: number
  expiresAtMs: number
}

/**
 * What the visitor gave, as the kind of that name reads an answer: for each image id, what was given for it.
 */
export type Given = { kind: KindName; byImage: ReadonlyMap<string, string> }

/**
 * The name of the public contract that an answer came through. Only that contract can redeem the pass.
 * Lower-case letters, digits and dashes, starting with a letter.
 */
export type ContractName = string
