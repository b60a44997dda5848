import { straightColumn, type Core } from './ink-core.ts'
import type { Blob, Blobs } from './ink-pieces.ts'
import type { Strip } from './ink-strip.ts'

type Lean = { core: Core; slant: number }

const speckShare = 0.012

/**
 * Collects connected ink. Leaves out specks, and ink that reaches in from neighbouring lines: pieces that
 * touch the outline and have hardly anything at the height of the small letters.
 */
export function gatherBlobs(strip: Strip, ink: Uint8Array, lean: Lean): Blobs {
  const labels = new Int32Array(ink.length)
  const blobs: (Blob | null)[] = [null]
  const coreHeight = lean.core.bottomRow - lean.core.topRow
  const pixelsMin = Math.max(3, speckShare * coreHeight * coreHeight)
  for (let at = 0; at < ink.length; at++) {
    if (ink[at] !== 1 || labels[at] !== 0) continue
    const places = flood(strip, ink, { labels, label: blobs.length, at })
    const blob = measure(strip, places, lean)
    const isOwn = places.length >= pixelsMin && !isNeighbour(blob, lean.core)
    blobs.push(isOwn ? blob : null)
    // A blob that is dropped must not be flooded again either.
    if (!isOwn) for (const place of places) labels[place] = -1
  }
  const own = dropDots(blobs, lean.core)
  for (const [at, label] of labels.entries()) if (!own[label]) labels[at] = 0
  return { labels, blobs: own }
}

const dotRowsMaxShare = 0.45
const dotsMin = 4
const dotsApartMax = 2

// Rows of dots (leaders between the columns of a table) are not writing.
function dropDots(blobs: readonly (Blob | null)[], core: Core): (Blob | null)[] {
  const height = core.bottomRow - core.topRow
  const isDot = ({ topRow, endRow, pixels }: Blob): boolean =>
    endRow - topRow <= dotRowsMaxShare * height &&
    pixels <= (dotRowsMaxShare * height) ** 2 &&
    topRow >= core.topRow + 0.3 * height
  const dots = blobs
    .filter((blob) => blob !== null && isDot(blob))
    .toSorted((a, b) => (a?.middleColumn ?? 0) - (b?.middleColumn ?? 0))
  const dropped = new Set<Blob | null>()
  let row: (Blob | null)[] = []
  for (const dot of [...dots, null]) {
    const apart = (dot?.middleColumn ?? Infinity) - (row.at(-1)?.middleColumn ?? -Infinity)
    if (apart > dotsApartMax * height) {
      if (row.length >= dotsMin) for (const one of row) dropped.add(one)
      row = []
    }
    row.push(dot)
  }
  return blobs.map((blob) => (dropped.has(blob) ? null : blob))
}

type Seed = { labels: Int32Array; label: number; at: number }

function flood({ columns }: Strip, ink: Uint8Array, { labels, label, at }: Seed): number[] {
  const places = [at]
  labels[at] = label
  for (let next = 0; next < places.length; next++) {
    const place = places[next] ?? 0
    const column = place % columns
    for (let down = -1; down <= 1; down++)
      for (let right = -1; right <= 1; right++) {
        if (column + right < 0 || column + right >= columns) continue
        const to = place + down * columns + right
        if (ink[to] !== 1 || labels[to] !== 0) continue
        labels[to] = label
        places.push(to)
      }
  }
  return places
}

function measure({ columns, rows, inside }: Strip, places: readonly number[], lean: Lean): Blob {
  const blob = {
    pixels: places.length,
    topRow: rows,
    endRow: 0,
    coreColumn: columns,
    coreEndColumn: 0,
    middleColumn: 0,
    touchesEdge: false,
  }
  let sum = 0
  for (const place of places) {
    const column = place % columns
    const row = (place - column) / columns
    const upright = straightColumn(column, row, lean)
    sum += upright
    blob.topRow = Math.min(blob.topRow, row)
    blob.endRow = Math.max(blob.endRow, row + 1)
    const isEdge =
      row === 0 ||
      row === rows - 1 ||
      inside[place - columns] !== 1 ||
      inside[place + columns] !== 1
    blob.touchesEdge ||= isEdge
    if (row < lean.core.topRow || row >= lean.core.bottomRow) continue
    blob.coreColumn = Math.min(blob.coreColumn, upright)
    blob.coreEndColumn = Math.max(blob.coreEndColumn, upright + 1)
  }
  return { ...blob, middleColumn: sum / places.length }
}

const reachShare = 0.3

function isNeighbour({ touchesEdge, topRow, endRow }: Blob, core: Core): boolean {
  if (!touchesEdge) return false
  const reach = reachShare * (core.bottomRow - core.topRow)
  return endRow <= core.topRow + reach || topRow >= core.bottomRow - reach
}
