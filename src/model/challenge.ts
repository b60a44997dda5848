import type { ItemKind, Role } from './item.ts'
import type { Direction, TextPolicy } from './corpus.ts'
import type { Level } from './policy.ts'

/** One item as one visitor sees it; `imageId` is drawn anew for each challenge and is all that leaves. */
export type ChallengeItem = {
  imageId: string
  itemId: string
  pictureId: string
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
  kind: ItemKind
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

/** What the visitor gave: a text for each image, or the images picked. */
export type Given =
  | { kind: 'transcription'; texts: ReadonlyMap<string, string> }
  | { kind: 'classification'; selected: ReadonlySet<string> }

/** What the known items say of the answer. */
export type Verdict = 'pass' | 'fail'

/** What one known item said of the visitor, kept to weigh the labels of the same answer. */
export type KnownResult = { itemId: string; given: string; isRight: boolean }

/**
 * The name of the public contract an answer came in by: the pass is redeemed by that one and no other. Small
 * letters, digits and dashes, beginning with a letter.
 */
export type ContractName = string

/** One answer, used once, with its verdict. */
export type Answer = {
  challengeId: string
  contract: ContractName
  sitekey: string
  corpus: string
  kind: ItemKind
  keyword: string | null
  verdict: Verdict
  known: readonly KnownResult[]
  networkHash: string
  elapsedMs: number
  answeredAtMs: number
}

/** One visitor's reading of one unknown or doubtful item, with what the known items of the same challenge said. */
export type Label = {
  itemId: string
  challengeId: string
  corpus: string
  /** What was typed, as it was typed; or `yes` or `no` to the keyword. */
  given: string
  /** The class asked for; null in a transcription. */
  keyword: string | null
  /** The share of the challenge's known items that were answered rightly, from 0 to 1. */
  weight: number
  /** How many known items that challenge had. */
  knownAsked: number
  verdict: Verdict
  networkHash: string
  elapsedMs: number
  givenAtMs: number
}
