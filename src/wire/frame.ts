import type { PassBody } from './api.ts'
import type { WordsFile } from './words.ts'

/** The one message of the page's script to the window of the challenge's frame; a port comes with it. */
export const frameGreeting = 'incipit-frame'

/** The colours of a theme, each named as the custom property (without dashes) it is given to. */
export const colorNames = [
  'ground',
  'paper',
  'ink',
  'quiet',
  'line',
  'edge',
  'accent',
  'on-accent',
  'right',
  'wrong',
] as const

/** A colour for each name, as CSS has it. */
export type Colors = Record<(typeof colorNames)[number], string>

/**
 * What the page's script tells the frame, over the port: ask the service, show its challenge, begin anew.
 * Each has a turn of its own, and so has all that the frame tells of it: what comes late is dropped.
 */
export type ToFrame = {
  is: 'begin'
  turn: number
  sitekey: string
  /** Host name the page wants to be recorded under; empty for its own. */
  host: string
  /** What the page gave `setData`; empty for nothing. */
  rqdata: string
  /** The languages wanted, the first first, as page and browser name them. */
  languages: readonly string[]
  /** The words of those languages, where the page has them already. */
  words: WordsFile | null
  colors: Readonly<Colors>
  colorScheme: 'light' | 'dark'
}

/** What the frame has to say. */
export type FrameTold =
  | { is: 'pass'; pass: PassBody }
  /** The service gave no challenge to begin with. */
  | { is: 'failed'; code: FailureCode }
  /** A challenge is drawn and measured, and can be answered for so long: the first, or the next. */
  | { is: 'shown'; expires_in_seconds: number }
  /**
   * In CSS pixels, the width it wants at most and the height it needs in the width it has; told again
   * whenever one changes. It can be as narrow as 288 pixels.
   */
  | { is: 'size'; widthPixels: number; heightPixels: number }
  /** The words that the page did not have: its own policy may have kept it from them. */
  | { is: 'words'; words: WordsFile }
  /** The visitor pressed Escape or the frame's own button to close. */
  | { is: 'close' }

/** What the frame tells the page's script, over the port. */
export type FromFrame = { turn: number } & FrameTold

/** Why there is no challenge, as hCaptcha's contract has it. */
export type FailureCode = 'rate-limited' | 'network-error' | 'invalid-data' | 'challenge-error'
