import type { Box } from '../../../model/region.ts'
import { boxAround, overlapOf, parseNumber, parsePoints } from '../read/geometry.ts'
import type { RegionText } from './region-texts.ts'

/** A region of a document: its name at import, and its place in the units of its page. */
export type TextSlot = {
  region: string
  level: 'word' | 'line'
  box: Box | null
  widthUnits: number
  heightUnits: number
}

const regionCharsMax = 200

/** Names the regions of one page in turn, as an import does. */
export function openNames() {
  let found = 0
  return (level: 'line' | 'word', id: string): string => {
    found += 1
    return id === '' ? `${level}-${found}` : id.slice(0, regionCharsMax)
  }
}

const sameOverlapMin = 0.7

/**
 * Finds the slot of each text by its name, or by its place if the text is from another file. If several slots
 * or texts have the same name (pages whose lines have no ids), those nearest to each other belong together,
 * and each is used once.
 */
export function matchSlots<S extends TextSlot>(
  slots: readonly S[],
  texts: readonly RegionText[],
): { slot: S; text: RegionText }[] {
  const byName = Map.groupBy(slots, ({ region }) => region)
  const used = new Set<S>()
  const isSame = (slot: S, { region, level, place }: RegionText): boolean => {
    if (used.has(slot)) return false
    if (region !== null || !slot.box || !place) return region !== null
    const scaled = scaleBox(slot.box, place.widthPixels / slot.widthUnits)
    return slot.level === level && overlapOf(scaled, place.box) >= sameOverlapMin
  }
  const ownFirst = texts.toSorted((a, b) => Number(a.region === null) - Number(b.region === null))
  return ownFirst.flatMap((text) => {
    const candidates = text.region === null ? slots : (byName.get(text.region) ?? [])
    const [nearest] = candidates
      .filter((slot) => isSame(slot, text))
      .map((slot) => ({ slot, distance: distanceOf(slot, text) }))
      .toSorted((a, b) => a.distance - b.distance)
    if (!nearest) return []
    used.add(nearest.slot)
    return [{ slot: nearest.slot, text }]
  })
}

function scaleBox({ x, y, width, height }: Box, by: number): Box {
  return {
    x: x * by,
    y: y * by,
    width: width * by,
    height: height * by,
  }
}

// In shares of the page, so that no unit matters.
function distanceOf({ box, widthUnits, heightUnits }: TextSlot, { place }: RegionText): number {
  if (!box || !place) return Number.MAX_VALUE
  const [x, y] = middleOf(box)
  const [textX, textY] = middleOf(place.box)
  const across = x / widthUnits - textX / place.widthPixels
  const down = y / heightUnits - textY / place.heightPixels
  return Number.isFinite(across + down) ? Math.hypot(across, down) : Number.MAX_VALUE
}

function middleOf({ x, y, width, height }: Box): [number, number] {
  return [x + width / 2, y + height / 2]
}

/** The box in ALTO's attributes; null if there is none. */
export function boxOfAttributes(attributes: ReadonlyMap<string, string>): Box | null {
  const [x, y, width, height] = ['HPOS', 'VPOS', 'WIDTH', 'HEIGHT'].map((name) =>
    parseNumber(attributes.get(name)),
  )
  if (x == null || y == null || width == null || height == null) return null
  return { x, y, width, height }
}

/** The box around PAGE's points; null if there are none. */
export function boxOfPoints(points: string | undefined): Box | null {
  const polygon = parsePoints(points)
  return polygon && boxAround(polygon)
}
