import type { Polygon } from '../model/region.ts'

/** Numbers from 0 to 1 on a grid of square cells, each so many pixels wide, over a picture. */
export type Grid = { values: Float32Array; columns: number; rows: number; cellPixels: number }

/** An outline in pixels of the picture, how far to grow it, and the distance over which to fade it out. */
export type Outline = { polygon: Polygon; growPixels: number; softPixels: number }

const polygonPointsMax = 2000
/** Steps to a side and a corner neighbour, in thirds of a cell: Borgefors' chamfer distance. */
const [sideStep, cornerStep, stepsPerCell] = [3, 4, 3]
const far = 1e6

/** How much of each cell of a coarse grid over a picture is kept: 1 inside the outline, 0 far outside. */
export function drawMask(
  { polygon, growPixels, softPixels }: Outline,
  size: { widthPixels: number; heightPixels: number },
): Grid {
  const cellPixels = Math.max(1, Math.floor(softPixels / 2))
  const columns = Math.ceil(size.widthPixels / cellPixels) + 1
  const rows = Math.ceil(size.heightPixels / cellPixels) + 1
  const values = new Float32Array(columns * rows).fill(far)
  const grid = { values, columns, rows, cellPixels }
  fillPolygon(grid, fewPoints(polygon))
  spreadDistance(grid)
  for (let at = 0; at < values.length; at++) {
    const distance = ((values[at] ?? 0) / stepsPerCell) * cellPixels
    const inside = Math.min(1, Math.max(0, 0.5 + (growPixels - distance) / softPixels))
    values[at] = inside * inside * (3 - 2 * inside)
  }
  return grid
}

/** Drops points evenly when there are too many to draw. */
function fewPoints(polygon: Polygon): Polygon {
  const step = Math.ceil(polygon.length / polygonPointsMax)
  return polygon.filter((_, place) => place % step === 0)
}

/** Sets to 0 every cell whose middle lies inside the outline (by winding number), row by row. */
function fillPolygon({ values, columns, rows, cellPixels }: Grid, polygon: Polygon): void {
  for (let row = 0; row < rows; row++) {
    const crossings = crossingsAt(polygon, row * cellPixels)
    let winds = 0
    for (const [place, { x, turn }] of crossings.entries()) {
      winds += turn
      const next = crossings[place + 1]
      if (winds === 0 || !next) continue
      const from = Math.max(0, Math.floor(x / cellPixels))
      const to = Math.min(columns - 1, Math.ceil(next.x / cellPixels))
      if (to >= from) values.fill(0, row * columns + from, row * columns + to + 1)
    }
  }
}

function crossingsAt(polygon: Polygon, y: number): { x: number; turn: number }[] {
  const crossings: { x: number; turn: number }[] = []
  let from = polygon.at(-1)
  for (const to of polygon) {
    if (from && from.y <= y !== to.y <= y) {
      const x = from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)
      crossings.push({ x, turn: to.y > from.y ? 1 : -1 })
    }
    from = to
  }
  return crossings.toSorted((a, b) => a.x - b.x)
}

/** Gives every cell its distance to the nearest 0 cell, in two passes over the grid. */
function spreadDistance({ values, columns, rows }: Grid): void {
  const nearer = (at: number, column: number, row: number, step: -1 | 1): number => {
    let least = values[at] ?? far
    const hasBefore = step < 0 ? column > 0 : column < columns - 1
    const hasAfter = step < 0 ? column < columns - 1 : column > 0
    const line = at + step * columns
    if (hasBefore) least = Math.min(least, (values[at + step] ?? far) + sideStep)
    if (step < 0 ? row === 0 : row === rows - 1) return least
    least = Math.min(least, (values[line] ?? far) + sideStep)
    if (hasBefore) least = Math.min(least, (values[line + step] ?? far) + cornerStep)
    if (hasAfter) least = Math.min(least, (values[line - step] ?? far) + cornerStep)
    return least
  }
  for (let at = 0; at < values.length; at++)
    values[at] = nearer(at, at % columns, Math.floor(at / columns), -1)
  for (let at = values.length - 1; at >= 0; at--)
    values[at] = nearer(at, at % columns, Math.floor(at / columns), 1)
}
