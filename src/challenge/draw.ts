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

/** The items of one corpus, to be drawn from. */
export type Pool = {
  /** Draws items; fewer than asked when there are no more. */
  draw(ask: Ask): Promise<DrawnItem[]>
  /** Draws one item to play an unknown one, rather one that a machine takes for `likely`; null when there is none. */
  drawForUnknown(ask: {
    likely: string | null
    leaveOut: readonly DrawnItem[]
  }): Promise<DrawnItem | null>
}

/** What drawing needs of the world outside. */
export type DrawWorld = Pick<World, 'records' | 'random' | 'poolSizes'> & {
  settings: Pick<World['settings'], 'reusesRetired'>
}

/** Opens the pool of a corpus for one challenge. */
export const openPool = (world: DrawWorld, corpus: Corpus): Pool => {
  const draw = drawFrom(world, corpus)
  return {
    draw,
    drawForUnknown: async ({ likely, leaveOut }) => {
      const role = await chooseRole(world, corpus)
      const asks: Ask[] = [{ role: 'known', count: 1, leaveOut }]
      if (role === 'unknown') asks.unshift({ role, count: 1, leaveOut })
      if (role === 'unknown' && likely !== null)
        asks.unshift({ role, count: 1, leaveOut, label: { is: likely } })
      for (const ask of asks) {
        const [item] = await draw(ask)
        if (item) return item
      }
      return null
    },
  }
}

/** Gives items their part in the challenge. */
export const playing = (role: Role, items: readonly DrawnItem[]): PickedItem[] =>
  items.map((item) => ({ ...item, role }))

// Where a corpus has fewer unknown items than known ones, each of them would come oftener than any known
// one, and anybody could tell them by that. So known items play the unknown one in between: they do not
// decide then, and tell how well such labels are read.
const chooseRole = async (world: DrawWorld, corpus: Corpus): Promise<Role> => {
  const { known, unknown } = await world.poolSizes(corpus.name)
  return drawUnit(world.random) * known < unknown ? 'unknown' : 'known'
}

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
        count: count + taken.size,
        retired,
        from: drawUnit(world.random),
        ...(label ? { label } : {}),
      })
      drawn.push(...found.filter((item) => !taken.has(item.id)))
    }
    return drawn.slice(0, count)
  }
