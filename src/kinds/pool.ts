import type { PairWithTurn, Showing } from '../model/pair.ts'
import type { Role } from '../model/item.ts'
import type { ClassCount } from '../model/queue.ts'
import type { Arc, Draw, DrawnItem } from '../model/exposure.ts'
import type { Arcs } from './queued/arcs.ts'

/** An item with the role it will play. */
export type PickedItem = DrawnItem & { role: Role }

/** The items of one challenge, not yet shuffled; `showings` are those of the pairs they belong to. */
export type Picked = { keyword: string | null; items: PickedItem[]; showings: readonly Showing[] }

/** What to draw from an arc of a corpus; `leaveOut` are items that the challenge already has. */
export type Ask = {
  arc: Arc
  role: Role
  count: number
  label?: Draw['label']
  leaveOut: readonly DrawnItem[]
}

/** The items of one corpus, to draw from. */
export type DrawingPool = {
  /** Draws items; fewer than asked if there are no more. */
  draw(ask: Ask): Promise<DrawnItem[]>
  /** Draws pairs whose turn it is; fewer than asked if there are no more. */
  drawPairs(count: number): Promise<PairWithTurn[]>
  /** Draws a number from 0 up to 1. */
  drawUnit(): number
  /** How many items of each class there are to draw from, in an arc or in all. */
  sizes(arc?: Arc): Promise<readonly ClassCount[]>
  /** The arcs from which this visitor is shown items when a class is asked for. */
  arcsFor(classes: readonly ClassCount[], asked: string): Arcs
}

/** Gives items their role in the challenge. */
export function playing(role: Role, items: readonly DrawnItem[]): PickedItem[] {
  return items.map((item) => ({ ...item, role }))
}
