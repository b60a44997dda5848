/** The place of a region in reading order: numbers compared one after the other, the outermost first. */
export type Rank = readonly number[]

/** The rank number of regions that the file does not number: they come after those with a number. */
export const unranked = Number.POSITIVE_INFINITY

/** Below 0 if `a` is read before `b`, 0 if nothing says. */
export function compareRanks(a: Rank, b: Rank): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    const [one = unranked, other = unranked] = [a[at], b[at]]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

/** Numbers regions in reading order; those of equal rank in the order of the file. */
export function numberByRank(ranks: readonly Rank[]): number[] {
  const order = ranks.map((rank, place) => ({ rank, place }))
  const numbers: number[] = []
  for (const [number, { place }] of order
    .toSorted((a, b) => compareRanks(a.rank, b.rank))
    .entries())
    numbers[place] = number
  return numbers
}

/** The number in `custom="readingOrder {index:3;}"`, as Transkribus writes it. */
export function indexInCustom(custom: string | undefined): number {
  const digits = /readingOrder\s*\{\s*index\s*:\s*(\d{1,9})\s*;?\s*\}/.exec(custom ?? '')?.[1]
  return digits === undefined ? unranked : Number(digits)
}

type Attributes = ReadonlyMap<string, string>
type Entry = { index: number; ids: string[] }

/** The element ReadingOrder of PAGE and ALTO 4.3, read element by element; it comes before the regions. */
export type OrderElement = {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  /** The place of a region among all that are named there. */
  placeOf(id: string): number
}

/** Starts reading an order; groups are nested, and an index takes precedence over the place in the file. */
export function openOrderElement(): OrderElement {
  const groups: { own: Entry; entries: Entry[] }[] = []
  const placeOfId = new Map<string, number>()
  const put = (entry: Entry): void => {
    const group = groups.at(-1)
    if (group) group.entries.push(entry)
    else for (const id of entry.ids) if (!placeOfId.has(id)) placeOfId.set(id, placeOfId.size)
  }
  return {
    open: (name, attributes) => {
      if (isGroup(name)) groups.push({ own: entryOf(attributes), entries: [] })
      else if (isReference(name)) put(entryOf(attributes))
    },
    close: (name) => {
      const group = isGroup(name) ? groups.pop() : undefined
      if (!group) return
      const inside = group.entries.toSorted((a, b) => compareRanks([a.index], [b.index]))
      put({ index: group.own.index, ids: [...group.own.ids, ...inside.flatMap(({ ids }) => ids)] })
    },
    placeOf: (id) => placeOfId.get(id) ?? unranked,
  }
}

function isGroup(name: string): boolean {
  return /^(Uno|O)rderedGroup(Indexed)?$/.test(name)
}

function isReference(name: string): boolean {
  return /^(RegionRef(Indexed)?|ElementRef)$/.test(name)
}

function entryOf(attributes: Attributes): Entry {
  const id = attributes.get('regionRef') ?? attributes.get('REF') ?? ''
  const index = attributes.get('index') ?? ''
  return {
    index: /^\d{1,9}$/.test(index) ? Number(index) : unranked,
    ids: id.split(/\s+/).filter((one) => one !== ''),
  }
}
