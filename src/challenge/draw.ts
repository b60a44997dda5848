import type { Corpus } from '../model/corpus.ts'
import type { Role } from '../model/item.ts'
import type { Draw, DrawnItem } from '../model/stores.ts'
import { drawUnit } from './chance.ts'
import type { World } from './world.ts'

/** An item with the part it will play. */
export type PickedItem = DrawnItem & { role: Role }

/** The items of one challenge, not yet shuffled. */
export type Picked = { keyword: string | null; items: PickedItem[] }

/** What to draw of a corpus; `leaveOut` are items that the challenge has already. */
export type Ask = {
  role: Role
  count: number
  label?: Draw['label']
  leaveOut: readonly DrawnItem[]
}

/** Draws from one corpus; fewer than asked when there are no more. */
export type DrawFrom = (ask: Ask) => Promise<DrawnItem[]>

/**
 * A way to draw from a corpus: fresh items first, then, where the settings allow it, retired known ones.
 * An unknown item that was asked as often as allowed has its labels and is not asked again: the last few
 * unknown items of a corpus would come so often that anybody could tell them from the known.
 */
export const drawFrom =
  (world: World, corpus: Corpus): DrawFrom =>
  async ({ role, count, label, leaveOut }) => {
    const taken = new Set(leaveOut.map((item) => item.id))
    const drawn: DrawnItem[] = []
    const reuses = world.settings.reusesRetired && role === 'known'
    for (const retired of reuses ? [false, true] : [false]) {
      if (drawn.length >= count) break
      const found = await world.records.drawItems({
        corpus: corpus.name,
        role,
        count: count + taken.size,
        retired,
        from: drawUnit(world.random),
        ...(label ? { label } : {}),
      })
      drawn.push(...found.filter((item) => !taken.has(item.id)))
    }
    return drawn.slice(0, count)
  }

/** Gives items their part in the challenge. */
export const playing = (role: Role, items: readonly DrawnItem[]): PickedItem[] =>
  items.map((item) => ({ ...item, role }))
