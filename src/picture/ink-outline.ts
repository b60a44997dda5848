import type { WrittenLine } from '../model/ink.ts'
import type { Box, Polygon, Shape } from '../model/region.ts'
import type { Blob, Blobs } from './ink-pieces.ts'
import { straightColumn, type Core } from './ink-core.ts'
import type { Strip } from './ink-strip.ts'

/** A line's ink, with what is needed to find a part of it on the page. */
export type LaidInk = { strip: Strip; line: WrittenLine; blobs: Blobs; slant: number; core: Core }

/** Finds the ink between two upright columns on the page, as Ink promises. */
export function outlineInk(ink: LaidInk, from: number, to: number): Shape | null {
  const box = boxOf(ink, from, to)
  if (!box) return null
  const polygon = cutOutline(ink, box, { from, to })
  return { box, polygon }
}

/** The box around the ink: a piece whose core lies between the columns counts whole, any other only in part. */
function boxOf({ strip, blobs, slant, core }: LaidInk, from: number, to: number): Box | null {
  const { columns, rows, scale, leftPixels, topPixels, shift } = strip
  const edge = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  const shares = blobs.blobs.map((blob) => blob && shareOf(blob, from, to))
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const share = shares[blobs.labels[row * columns + column] ?? 0]
      if (!share) continue
      if (share === 'part') {
        const upright = straightColumn(column, row, { core, slant })
        if (upright < from || upright >= to) continue
      }
      const cropRow = row + (shift[column] ?? 0)
      edge.left = Math.min(edge.left, column)
      edge.right = Math.max(edge.right, column + 1)
      edge.top = Math.min(edge.top, cropRow)
      edge.bottom = Math.max(edge.bottom, cropRow + 1)
    }
  if (edge.right <= edge.left) return null
  const left = leftPixels + Math.floor(edge.left * scale)
  const top = topPixels + Math.floor(Math.max(0, edge.top) * scale)
  const right = leftPixels + Math.ceil(edge.right * scale)
  const bottom = topPixels + Math.ceil(edge.bottom * scale)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

function shareOf(blob: Blob, from: number, to: number): 'whole' | 'part' | null {
  const { coreColumn, coreEndColumn, middleColumn } = blob
  if (coreColumn >= coreEndColumn) return middleColumn >= from && middleColumn < to ? 'whole' : null
  if (coreColumn >= from && coreEndColumn <= to) return 'whole'
  return coreEndColumn <= from || coreColumn >= to ? null : 'part'
}

type Point = { x: number; y: number }
/** Keeps the side of a line where `a·x + b·y ≥ c`. */
type Side = { a: number; b: number; c: number }

/** The part of the line's outline around a word; ink that leans over from the next words gets faded. */
function cutOutline(
  { strip, line, slant, core }: LaidInk,
  box: Box,
  { from, to }: { from: number; to: number },
): Polygon | null {
  const { scale, leftPixels, topPixels, shift } = strip
  const middleRow = (core.topRow + core.bottomRow) / 2
  const foot = (column: number): Point => {
    const at = Math.min(shift.length - 1, Math.max(0, Math.round(column)))
    return { x: leftPixels + column * scale, y: topPixels + (middleRow + (shift[at] ?? 0)) * scale }
  }
  // Along such a line, x + slant·y is constant.
  const [left, right] = [foot(from), foot(to)]
  const whole = cornersOf(box)
  const sides: Side[] = [
    { a: 1, b: slant, c: left.x + slant * left.y },
    { a: -1, b: -slant, c: -right.x - slant * right.y },
    { a: 1, b: 0, c: box.x },
    { a: -1, b: 0, c: -box.x - box.width },
    { a: 0, b: 1, c: box.y },
    { a: 0, b: -1, c: -box.y - box.height },
  ]
  const kept = sides.reduce(clip, line.polygon ?? whole)
  const rounded = kept.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
  const points = rounded.filter(({ x, y }, at) => {
    const before = rounded.at(at - 1)
    return before?.x !== x || before.y !== y
  })
  const isBox = points.every((point) => whole.some(({ x, y }) => x === point.x && y === point.y))
  return points.length < 3 || isBox ? null : points
}

function cornersOf({ x, y, width, height }: Box): Polygon {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

function clip(polygon: Polygon, { a, b, c }: Side): Polygon {
  const kept: Point[] = []
  for (const [place, point] of polygon.entries()) {
    const next = polygon[(place + 1) % polygon.length] ?? point
    const here = a * point.x + b * point.y - c
    const there = a * next.x + b * next.y - c
    if (here >= 0) kept.push(point)
    if (here >= 0 === there >= 0) continue
    const share = here / (here - there)
    kept.push({ x: point.x + share * (next.x - point.x), y: point.y + share * (next.y - point.y) })
  }
  return kept
}
