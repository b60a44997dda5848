/**
 * A draw on an allowance: it holds `unitsMax` at most and regains a unit every `refillMs`. Who draws 0 units
 * only looks whether the allowance is overdrawn.
 */
export type AllowanceDraw = { name: string; units: number; unitsMax: number; refillMs: number }

/** How many allowances can be drawn on at once. */
export const drawsMax = 16

/** Keeps allowances, over all processes. One that nobody draws on fills up and is forgotten. */
export type Allowances = {
  /**
   * Draws on every allowance or on none. Null once drawn; else how long until
   * all can be drawn on, and the one that takes longest.
   */
  draw(draws: readonly AllowanceDraw[]): Promise<{ name: string; waitMs: number } | null>
  /** Draws on every allowance, even one with too little left; a negative number of units gives back. */
  charge(draws: readonly AllowanceDraw[]): Promise<void>
  /** Forgets the allowances that are full and says how many. */
  sweep(): Promise<number>
}
