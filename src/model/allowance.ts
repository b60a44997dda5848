/**
 * A draw on an allowance: it holds `unitsMax` at most and regains a unit every `refillMs`. Who draws 0 units
 * only looks whether the allowance is overdrawn. Once half of it is used, what is drawn costs more, the more is
 * used: up to `costMax` times as much (1 if it is not given). With 0 it costs less and less instead, so that it is
 * never used up and only says how much was drawn; it then holds two draws at least.
 */
export type AllowanceDraw = {
  name: string
  units: number
  unitsMax: number
  refillMs: number
  costMax?: number
  /** How much the use of this one weighs where another is kept for those who have used little; 1 if not given. */
  weight?: number
  /** What is kept of an allowance that many share. */
  kept?: Kept
}

/**
 * The share of an allowance that is kept for those who have used little of their own: of the draws made together
 * with it, from one place to another. Who has used nothing can draw on all of it, who has used all of one on all
 * but this share.
 */
export type Kept = { share: number; from: number; to: number }

/** Of what is kept, half can no longer be drawn on by those who have used this share of their own. */
const usedByHalf = 1 / 20

/** An allowance that cannot be drawn on yet; `because` of the use of another one, or null if all of it is used. */
export type Shortage = { name: string; because: string | null; waitMs: number }

/** What a draw costs while an allowance needs `fillMs` to be full again, as the time to regain it. */
export function costOf(
  { units, unitsMax, refillMs, costMax = 1 }: AllowanceDraw,
  fillMs: number,
): number {
  const beyondHalf = Math.min(1, Math.max(0, (2 * fillMs) / (unitsMax * refillMs) - 1))
  return units * refillMs * (1 + (costMax - 1) * beyondHalf)
}

/** The time that an allowance may need to be full again so that a draw still fits into `reachMs` of it. */
export function fillMaxOf(draw: AllowanceDraw, reachMs: number = roomOf(draw)): number {
  const { units, refillMs, costMax = 1 } = draw
  const roomMs = roomOf(draw)
  const costMs = units * refillMs
  const rise = costMax - 1
  const fillMs = (reachMs - costMs * (1 - rise)) / (1 + (2 * costMs * rise) / roomMs)
  return 2 * fillMs > roomMs ? fillMs : reachMs - costMs
}

/** The time that an allowance needs from empty to full. */
export function roomOf({ unitsMax, refillMs }: AllowanceDraw): number {
  return unitsMax * refillMs
}

/** Floating-point sums of whole milliseconds are good to this. */
const toleranceMs = 1 / 1_000

/** Whether all of these can be drawn on together. `fillOf` says how long an allowance needs to be full again. */
export function canDrawAll(
  draws: readonly AllowanceDraw[],
  fillOf: (name: string) => number,
): boolean {
  const fills = draws.map(({ name }) => fillOf(name))
  const used = draws.map((draw, n) => weightedUseOf(draw, fills[n] ?? 0))
  return draws.every((draw, n) => {
    const fillMs = fills[n] ?? 0
    const { share, from, to } = draw.kept ?? { share: 0, from: 0, to: 0 }
    const kept = share === 0 ? 0 : share * Math.max(...used.slice(from, to + 1))
    return fillMs + costOf(draw, fillMs) <= roomOf(draw) * (1 - kept) + toleranceMs
  })
}

/**
 * The allowance among those drawn on together that takes longest until it can be drawn on; its wait is 0 or less
 * if none has to wait. `fillOf` says how long an allowance needs to be full again.
 */
export function longestWaitOf(
  draws: readonly AllowanceDraw[],
  fillOf: (name: string) => number,
): Shortage {
  const fills = draws.map(({ name }) => fillOf(name))
  const waits = draws.map((draw, n): Shortage => {
    const fillMs = fills[n] ?? 0
    const wholeWaitMs = fillMs - fillMaxOf(draw)
    if (!draw.kept || wholeWaitMs > 0)
      return { name: draw.name, because: null, waitMs: wholeWaitMs }
    const most = mostUsedOf(draws, fills, draw.kept)
    const reachMs = roomOf(draw) * (1 - draw.kept.share * most.used)
    return { name: draw.name, because: most.name, waitMs: fillMs - fillMaxOf(draw, reachMs) }
  })
  return waits.reduce((longest, one) => (one.waitMs > longest.waitMs ? one : longest))
}

function mostUsedOf(
  draws: readonly AllowanceDraw[],
  fills: readonly number[],
  { from, to }: Kept,
): { name: string; used: number } {
  const own = draws.slice(from, to + 1).map((draw, n) => ({
    name: draw.name,
    used: weightedUseOf(draw, fills[from + n] ?? 0),
  }))
  return own.reduce((most, one) => (one.used > most.used ? one : most))
}

function weightedUseOf(draw: AllowanceDraw, fillMs: number): number {
  return (draw.weight ?? 1) * usedShareOf(Math.max(0, fillMs), roomOf(draw))
}

/**
 * Which share of what is kept is out of reach for somebody who has used so much of their own: most of it is after a
 * little, so that the order in which people are served is by what they have used, however little that is.
 */
export function usedShareOf(used: number, room: number): number {
  return used / (used + room * usedByHalf + 1)
}

/** How many allowances can be drawn on at once. */
export const drawsMax = 24

/** Keeps allowances, over all processes. One that nobody draws on fills up and is forgotten. */
export type Allowances = {
  /** Draws on every allowance or on none. Null once drawn; else the one that takes longest until all can be drawn on. */
  draw(draws: readonly AllowanceDraw[]): Promise<Shortage | null>
  /** Draws on every allowance, even one with too little left; a negative number of units gives back. */
  charge(draws: readonly AllowanceDraw[]): Promise<void>
  /** How long each of these allowances needs to be full again; those that are full are left out. */
  fillsOf(names: readonly string[]): Promise<Map<string, number>>
  /** Forgets the allowances that are full and says how many. */
  sweep(): Promise<number>
}
