import type { PassBody } from './api.ts'
import type { WireWay } from './challenge.ts'
import type { WordsFile } from './words.ts'

/** The one message of the page's script to the window of the challenge's frame; a port comes with it. */
export const frameGreeting = 'incipit-frame'

/** The colours of a theme, each named after its custom property (without dashes). */
export const colorNames = [
  'ground',
  'ink',
  'paper',
  'quiet',
  'line',
  'edge',
  'accent',
  'on-accent',
  'right',
  'wrong',
] as const

/** A CSS colour for each name, in their order. */
export type Colors = readonly string[]

/**
 * What the page's script sends to the frame over the port: ask the service, show its challenge, start over.
 * Each message has a turn, which the frame repeats in its replies, so that late replies are dropped. Null ends what is
 * shown there, and what works: the page has closed its dialog.
 */
export type ToFrame = {
  /** The name of the contract that opens the frame; its passes are for this one. */
  contract: string
  turn: number
  sitekey: string
  /** Host name the page wants to be recorded under; empty for its own. */
  host: string
  /** What a page with hCaptcha's contract gave `setData`. */
  rqdata?: string
  /** What the page says the visitor is about to do, and what it attached. */
  action?: string
  cdata?: string
  /** The languages wanted, in order of preference, as page and browser name them. */
  languages: readonly string[]
  /** The words in one of those languages, if the page already has them. */
  words: WordsFile | null
  /** By their numbers in the list of names, or by name. */
  colors: Colors | Readonly<Record<string, string>>
  colorScheme: 'light' | 'dark'
  /** The way by which it asks at first; the site's own if absent. */
  way?: WireWay | 'default'
  /** The challenge that it begins with, if the page has asked for it and cannot show it. */
  challenge?: unknown
  /** The visitor is elsewhere in the page, and the focus stays there. */
  isQuiet?: boolean
  /** A round of a game: one answer, right or wrong, and no other challenge after it. */
  isRound?: boolean
}

/** What happened in the frame. */
export type FrameEvent =
  | { is: 'pass'; pass: PassBody }
  /** The service gave no challenge to begin with. */
  | { is: 'failed'; code: FailureCode }
  /** A challenge, the first or the next, is drawn and measured, and can be answered for this long. */
  | { is: 'shown'; expires_in_seconds: number }
  /**
   * In CSS pixels, the most width it wants and the height it needs at its current width; sent again
   * whenever one changes. It can be as narrow as 288 pixels.
   */
  | { is: 'size'; widthPixels: number; heightPixels: number }
  /** The words that the page did not have: its own content policy may have blocked them. */
  | { is: 'words'; words: WordsFile }
  /** The visitor pressed Escape or the frame's own button to close. */
  | { is: 'close' }

/** The first message of the frame over its port, before anything has begun: its script runs. */
export type FrameReady = { is: 'ready'; turn: 0 }

/** What the frame sends to the page's script over the port from then on. */
export type FromFrame = { turn: number } & FrameEvent

/** What it sends of a round: besides all that, that the answer was wrong. */
export type FromRound = { turn: number } & RoundEvent

/** What happened in the frame of a round. */
export type RoundEvent = FrameEvent | { is: 'wrong' }

/** Why there is no challenge, in the terms of hCaptcha's contract. */
export type FailureCode = 'rate-limited' | 'network-error' | 'invalid-data' | 'challenge-error'
