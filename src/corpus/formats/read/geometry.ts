import type { Box, Polygon } from '../../../model/region.ts'

const pointsMax = 2_000

/** Reads a number as archives write it (`123`, `123.0`, `-19`); null for anything else. */
export function parseNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? ''
  return /^[-+]?\d{1,12}(\.\d{1,30})?$/.test(trimmed) ? Number(trimmed) : null
}

/** Reads points with commas (`1,2 3,4`) or blanks only (`1 2 3 4`); null unless they make an outline. */
export function parsePoints(text: string | undefined): Polygon | null {
  const numbers = (text ?? '').split(/[\s,]+/).filter((part) => part !== '')
  if (numbers.length > 2 * pointsMax || numbers.length % 2 !== 0) return null
  const points: { x: number; y: number }[] = []
  for (let at = 0; at < numbers.length; at += 2) {
    const x = parseNumber(numbers[at])
    const y = parseNumber(numbers[at + 1])
    if (x === null || y === null) return null
    points.push({ x, y })
  }
  return points.length > 1 ? points : null
}

/** The smallest box around an outline. */
export function boxAround(polygon: Polygon): Box {
  const edge = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { x, y } of polygon) {
    edge.left = Math.min(edge.left, x)
    edge.top = Math.min(edge.top, y)
    edge.right = Math.max(edge.right, x)
    edge.bottom = Math.max(edge.bottom, y)
  }
  const { left, top, right, bottom } = edge
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Clips a box to another; its size is 0 if they do not meet. */
export function meetBoxes(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x)
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y)
  return { x, y, width, height }
}

/** The area of a box in its own unit, squared. */
export function areaOf({ width, height }: Box): number {
  return width * height
}

/** How much two boxes overlap, from 0 (apart) to 1 (equal): their intersection over their union. */
export function overlapOf(a: Box, b: Box): number {
  const shared = areaOf(meetBoxes(a, b))
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared)
}
