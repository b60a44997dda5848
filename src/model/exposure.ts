import type { ItemStatus, Role } from './item.ts'

/**
 * Which items to draw for a challenge. `label` narrows to one class, or to all others; an unknown item is of
 * the class it was given when it moved up from the queue.
 */
export type Draw = {
  corpus: string
  role: Role
  count: number
  label?: { is: string } | { isNot: string }
  /** Take items that were shown as often as allowed, where no fresh ones are left. */
  retired: boolean
  /** Where in the shuffled order to begin, from 0 to 1. */
  from: number
}

/** An item as it is drawn, with the credit of its source. */
export type DrawnItem = {
  id: string
  mediaId: string
  status: ItemStatus
  label: string | null
  /** It is known, and plays the unknown, so that the engine is measured. */
  isCanary: boolean
  licence: string
  credit: string
  creditUrl: string | null
}

/** How often an item may be shown in each role before it retires. */
export type ExposureCaps = { known: number; unknown: number }

/** How one showing is counted; `rank` is the item's new place in the shuffled order, from 0 to 1. */
export type Exposure = { itemId: string; role: Role; rank: number }

/** Draws items to be shown, and counts how often they were. Every promise is kept only when the change would outlive a kill. */
export type Exposures = {
  draw(draw: Draw): Promise<DrawnItem[]>
  count(exposures: readonly Exposure[], caps: ExposureCaps): Promise<void>
}
