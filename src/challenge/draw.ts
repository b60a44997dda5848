import type { Corpus } from '../model/corpus.ts'
import type { Showing } from '../model/couple.ts'
import type { Role } from '../model/item.ts'
import type { Draw, DrawnItem, Records } from '../model/stores.ts'
import { drawUnit, shuffle } from './chance.ts'
import { drawCouples, type CoupleWithTurn, type CoupleWorld } from './draw-couples.ts'
import type { World } from './world.ts'

/** An item with the part it will play. */
export type PickedItem = DrawnItem & { role: Role }

/** The items of one challenge, not yet shuffled; `showings` are those of the couples they are of. */
export type Picked = { keyword: string | null; items: PickedItem[]; showings: readonly Showing[] }

/** What to draw of a corpus; `leaveOut` are items that the challenge has already. */
export type Ask = {
  role: Role
  count: number
  label?: Draw['label']
  leaveOut: readonly DrawnItem[]
}

/** The items of one corpus, to be drawn from. */
export type Pool = {
  /** Draws items; fewer than asked when there are no more. */
  draw(ask: Ask): Promise<DrawnItem[]>
  /** Draws couples whose turn it is; fewer than asked when there are no more. */
  drawCouples(count: number): Promise<CoupleWithTurn[]>
  /** Draws a number from 0 up to 1. */
  drawUnit(): number
  /** How many items of each role there are to draw from. */
  sizes(): Promise<Record<Role, number>>
}

/** What drawing needs of the world outside. */
export type DrawWorld = CoupleWorld &
  Pick<World, 'poolSizes'> & { records: Pick<Records, 'drawItems'> }

/** Opens the pool of a corpus for one challenge. */
export const openPool = (world: DrawWorld, corpus: Corpus): Pool => ({
  draw: drawFrom(world, corpus),
  drawCouples: (count) => drawCouples(world, corpus, count),
  drawUnit: () => drawUnit(world.random),
  sizes: () => world.poolSizes(corpus.name),
})

/** Gives items their part in the challenge. */
export const playing = (role: Role, items: readonly DrawnItem[]): PickedItem[] =>
  items.map((item) => ({ ...item, role }))

// An item behind a great gap in the shuffled order would come sooner than one behind a small one, and those
// that are drawn by fours less so than those drawn singly: so all are drawn by chance out of this many.
const windowItems = 16

// Fresh items first, then, where the settings allow it, retired known ones. An unknown item that was asked
// as often as allowed has its labels.
const drawFrom =
  (world: DrawWorld, corpus: Corpus): Pool['draw'] =>
  async ({ role, count, label, leaveOut }) => {
    const taken = new Set(leaveOut.map((item) => item.id))
    const drawn: DrawnItem[] = []
    const reuses = world.settings.reusesRetired && role === 'known'
    for (const retired of reuses ? [false, true] : [false]) {
      if (drawn.length >= count) break
      const found = await world.records.drawItems({
        corpus: corpus.name,
        role,
        count: Math.max(count + taken.size, windowItems),
        retired,
        from: drawUnit(world.random),
        ...(label ? { label } : {}),
      })
      drawn.push(...shuffle(world.random, found).filter((item) => !taken.has(item.id)))
    }
    return drawn.slice(0, count)
  }
