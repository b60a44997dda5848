/** The ways of passing: by what is seen, by what is heard, or by neither, with work and time alone. */
export const ways = ['eye', 'ear', 'neither'] as const

/** One of them. */
export type Way = (typeof ways)[number]

/** Passes of a site by one way: how many, the puzzles of all, and the seconds from the question to the answer. */
export type WayPasses = {
  sitekey: string
  way: Way
  passes: number
  puzzles: number
  seconds: number
}

/** Keeps how many passed by each way, for each site and day. */
export type WayCounts = {
  /** Adds passes of a day, in one commit; leaves out sites that are gone. */
  add(day: number, passed: readonly WayPasses[]): Promise<void>
  /** What the site of an organisation had from a day on, by way; a way without passes is left out. */
  listOf(organisation: string, sitekey: string, fromDay: number): Promise<WayPasses[]>
  /** Forgets the days before one, and says how many counts that were. */
  sweep(beforeDay: number): Promise<number>
}

/** The puzzles of work: each needs this much memory at once, for so many passes over it. */
export const puzzleCost = { memoryKib: 16_384, passes: 1, tagBytes: 16 } as const

/** One puzzle: the salt and the text that are hashed. */
export type Puzzle = { salt: string; text: string }

/** Solves a puzzle with Argon2id (RFC 9106), one lane, at `puzzleCost`; the tag in base64url. */
export type SolvePuzzle = (puzzle: Puzzle) => Promise<string>
