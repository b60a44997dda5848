import type { ItemStatus, Role } from './item.ts'

/** A part of the shuffled order, which is a circle: from here up to there, both from 0 to 1. */
export type Arc = { from: number; to: number }

/**
 * Which items to draw for a challenge. `label` narrows to one class, or to all others. The class of an
 * unknown item is the one assigned when it moved up from the queue.
 */
export type Draw = {
  corpus: string
  role: Role
  count: number
  label?: { is: string } | { isNot: string }
  /** Take items that were shown as often as allowed, if no fresh ones are left. */
  retired: boolean
  /** Where in the shuffled order to start, from 0 to 1, and within the arc. */
  from: number
  /** Only items of this part of the shuffled order; of all of it if there is none. */
  arc?: Arc
}

/** An item as it is drawn, with the credit of its source. */
export type DrawnItem = {
  id: string
  mediaId: string
  status: ItemStatus
  label: string | null
  /** It is known but plays the unknown, so that the engine is measured. */
  isCanary: boolean
  /** Its place in the shuffled order, from 0 up to 1. */
  rank: number
  /** It was shown before. */
  isSeen: boolean
  licence: string
  credit: string
  creditUrl: string | null
}

/** How often an item may be shown in each role before it retires. */
export type ExposureCaps = { known: number; unknown: number }

/** An item that is shown, and its new place in the shuffled order, from 0 to 1. */
export type NextPlace = { itemId: string; rank: number }

/**
 * What a challenge has shown once it is answered: the items in the roles they played, and the pairs they came
 * in. Each showing counts towards the caps.
 */
export type Shown = {
  known: readonly string[]
  unknown: readonly string[]
  pairs: readonly string[]
  caps: ExposureCaps
}

/** Draws items to be shown. Every promise resolves only once the change would survive a kill. */
export type Exposures = {
  /** The ids of items in the shuffled order; many are looked at for each that is shown. */
  draw(draw: Draw): Promise<string[]>
  /** Those of these items that may be shown, in this order. */
  find(itemIds: readonly string[]): Promise<DrawnItem[]>
  /** Moves items that are shown to their next places. They count as seen, and as shown once they are answered. */
  moveOn(places: readonly NextPlace[]): Promise<void>
}
