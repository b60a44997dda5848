import type { Strip } from './ink-strip.ts'

/** The rows that the small letters fill. */
export type Core = { topRow: number; bottomRow: number }

/** A row has small letters if it has this share of the strokes of the fullest row. */
const coreShare = 0.45
const coreRowsMin = 6
const coreRowsMaxShare = 0.6

/**
 * Finds the height of the small letters: the row that crosses the most strokes, and the rows around it that
 * cross nearly as many. It counts strokes, not ink: a long dash is one.
 */
export function findCore({ columns, rows }: Strip, ink: Uint8Array): Core {
  const sums = Array.from({ length: rows }, (_, row) => {
    let strokes = 0
    for (let at = row * columns; at < (row + 1) * columns; at++)
      if (ink[at] === 1 && ink[at + 1] !== 1) strokes += 1
    return strokes
  })
  const smooth = sums.map((sum, row) => sum + (sums[row - 1] ?? 0) + (sums[row + 1] ?? 0))
  const most = Math.max(...smooth)
  const peak = smooth.indexOf(most)
  let [topRow, bottomRow] = [peak, peak + 1]
  const rowsMax = Math.max(coreRowsMin, coreRowsMaxShare * rows)
  while (bottomRow - topRow < rowsMax) {
    const above = smooth[topRow - 1] ?? 0
    const below = smooth[bottomRow] ?? 0
    const isThin = bottomRow - topRow < coreRowsMin
    if (Math.max(above, below) < coreShare * most && !isThin) break
    if (topRow === 0 && bottomRow === rows) break
    if ((above >= below && topRow > 0) || bottomRow === rows) topRow -= 1
    else bottomRow += 1
  }
  return { topRow, bottomRow }
}

const slants = [-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
/** Upright writing is preferred to slanted. */
const uprightGain = 1.02

/** Measures how far the writing leans to the right, in columns for each row upwards. */
export function measureSlant(strip: Strip, ink: Uint8Array, core: Core): number {
  const places: number[] = []
  for (let at = 0; at < ink.length; at++) if (ink[at] === 1) places.push(at)
  let best = { slant: 0, sharpness: sharpnessOf(places, { strip, core, slant: 0 }) * uprightGain }
  for (const slant of slants) {
    const sharpness = sharpnessOf(places, { strip, core, slant })
    if (sharpness > best.sharpness) best = { slant, sharpness }
  }
  return best.slant
}

type Lean = { strip: Strip; core: Core; slant: number }

// Upright strokes stand in few columns.
function sharpnessOf(places: readonly number[], { strip, core, slant }: Lean): number {
  const { columns } = strip
  const counts = new Float64Array(columns)
  for (const at of places) {
    const column = at % columns
    const to = straightColumn(column, (at - column) / columns, { core, slant })
    if (to >= 0 && to < columns) counts[to] = (counts[to] ?? 0) + 1
  }
  return counts.reduce((sum, count) => sum + count * count, 0)
}

/** The column of a pixel once the writing is set upright; the foot of the writing stays in place. */
export function straightColumn(
  column: number,
  row: number,
  { core, slant }: { core: Core; slant: number },
): number {
  return Math.round(column - slant * ((core.topRow + core.bottomRow) / 2 - row))
}

/** How much ink each upright column has between the rows of the core, above them and below. */
export function profilesOf(
  { columns, rows }: Strip,
  { labels }: { labels: Int32Array },
  lean: { core: Core; slant: number },
): { core: number[]; above: number[]; below: number[] } {
  const empty = Array<number>(columns).fill(0)
  const [above, core, below] = [[...empty], [...empty], [...empty]]
  const { topRow, bottomRow } = lean.core
  for (let row = 0; row < rows; row++) {
    const profile = row < topRow ? above : row < bottomRow ? core : below
    for (let column = 0; column < columns; column++) {
      if (labels[row * columns + column] === 0) continue
      const to = straightColumn(column, row, lean)
      if (to >= 0 && to < columns) profile[to] = (profile[to] ?? 0) + 1
    }
  }
  return { core, above, below }
}
