/**
 * A draw on an allowance: it holds `unitsMax` at most and regains a unit every `refillMs`. Who draws 0 units
 * only looks whether the allowance is overdrawn. Once half of it is used, what is drawn costs more, the more is
 * used: up to `costMax` times as much (1 if it is not given).
 */
export type AllowanceDraw = {
  name: string
  units: number
  unitsMax: number
  refillMs: number
  costMax?: number
}

/** What a draw costs while an allowance needs `fillMs` to be full again, as the time to regain it. */
export function costOf(
  { units, unitsMax, refillMs, costMax = 1 }: AllowanceDraw,
  fillMs: number,
): number {
  const beyondHalf = Math.min(1, Math.max(0, (2 * fillMs) / (unitsMax * refillMs) - 1))
  return units * refillMs * (1 + (costMax - 1) * beyondHalf)
}

/** The time that an allowance may need to be full again so that a draw on it still fits. */
export function fillMaxOf(draw: AllowanceDraw): number {
  const { units, unitsMax, refillMs, costMax = 1 } = draw
  const roomMs = unitsMax * refillMs
  const costMs = units * refillMs
  const rise = costMax - 1
  const fillMs = (roomMs - costMs * (1 - rise)) / (1 + (2 * costMs * rise) / roomMs)
  return 2 * fillMs > roomMs ? fillMs : roomMs - costMs
}

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
