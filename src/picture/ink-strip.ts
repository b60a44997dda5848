import type { WrittenLine } from '../model/ink.ts'
import type { Box, Polygon } from '../model/region.ts'
import { fromRaster, type Raster } from './raster.ts'

/**
 * A straightened line: `rows` × `columns` of brightness, row by row, with a mark for each pixel inside the
 * line's outline. `shift` is the row of the page's crop at which each column of the strip begins.
 */
export type Strip = {
  columns: number
  rows: number
  grey: Uint8Array
  inside: Uint8Array
  /** Page pixels for each pixel of the strip. */
  scale: number
  leftPixels: number
  topPixels: number
  shift: Int32Array
}

const lineRows = 64
const columnsMax = 6_000
const rowsMin = 8
const rowsMax = 400
/** A steeper line is not written from left to right. */
const slopeMax = 0.5

/** Straightens a line along its baseline, or along the middle of its outline; null if it is not level. */
export async function straighten(page: Raster, line: WrittenLine): Promise<Strip | null> {
  const box = within(line.box, page)
  // A box off the page has no size, and a nonsensical box has NaN for its size.
  if (!(box.width >= box.height && box.height >= rowsMin)) return null
  const scale = Math.max(1, heightOf(line) / lineRows, box.width / columnsMax)
  const columns = Math.max(1, Math.round(box.width / scale))
  const height = Math.max(1, Math.round(box.height / scale))
  const curve = curveOf(line, { box, columns, scale })
  if (!curve) return null
  const middle = curve.reduce((sum, row) => sum + row, 0) / columns
  const rise = Math.max(...curve.map((row) => Math.abs(row - middle)))
  const rows = height + 2 * Math.ceil(rise)
  if (rows > rowsMax) return null
  const shift = Int32Array.from(curve, (row) => Math.round(row - middle) - Math.ceil(rise))
  const grey = await shrink(page, box, { columns, height })
  const place = { scale, leftPixels: box.x, topPixels: box.y }
  return lay({ columns, rows, shift, ...place }, { grey, height, line, box })
}

function within({ x, y, width, height }: Box, page: Raster): Box {
  const left = Math.max(0, Math.floor(x))
  const top = Math.max(0, Math.floor(y))
  return {
    x: left,
    y: top,
    width: Math.min(page.widthPixels, Math.ceil(x + width)) - left,
    height: Math.min(page.heightPixels, Math.ceil(y + height)) - top,
  }
}

/** The height of the line in page pixels: the box of a slanting line is higher than the line. */
function heightOf({ box, polygon }: WrittenLine): number {
  if (!polygon) return box.height
  const twice = polygon.reduce((sum, { x, y }, place) => {
    const next = polygon[(place + 1) % polygon.length] ?? { x, y }
    return sum + x * next.y - next.x * y
  }, 0)
  return Math.abs(twice) / 2 / box.width
}

type Grid = { box: Box; columns: number; scale: number }

/** For each column, the row of the crop that the line runs along. */
function curveOf(line: WrittenLine, grid: Grid): number[] | null {
  const points = (line.baseline ?? []).toSorted((a, b) => a.x - b.x)
  const [first, last] = [points[0], points.at(-1)]
  if (first && last && last.x - first.x > grid.box.width * slopeMax) {
    if (Math.abs(last.y - first.y) > slopeMax * (last.x - first.x)) return null
    return follow(points, grid)
  }
  return line.polygon ? middleOf(line.polygon, grid) : Array<number>(grid.columns).fill(0)
}

function follow(points: Polygon, { box, columns, scale }: Grid): number[] {
  let next = 0
  return Array.from({ length: columns }, (_, column) => {
    const x = box.x + (column + 0.5) * scale
    while (next < points.length && (points[next]?.x ?? 0) < x) next += 1
    const after = points[next] ?? points.at(-1)
    const before = points[next - 1] ?? after
    if (!after || !before) return 0
    const share = after.x > before.x ? Math.min(1, (x - before.x) / (after.x - before.x)) : 0
    return (before.y + share * (after.y - before.y) - box.y) / scale
  })
}

/** A straight line through the middle of an outline, each column weighted by its height. */
function middleOf(polygon: Polygon, grid: Grid): number[] | null {
  let [weight, x, y, xx, xy] = [0, 0, 0, 0, 0]
  for (let column = 0; column < grid.columns; column++) {
    for (const { from, to } of spansAt(polygon, column, grid)) {
      const [by, middle] = [to - from, (from + to) / 2]
      weight += by
      x += by * column
      y += by * middle
      xx += by * column * column
      xy += by * column * middle
    }
  }
  const spread = xx - (x * x) / weight
  if (weight === 0 || spread <= 0) return null
  const slope = (xy - (x * y) / weight) / spread
  if (Math.abs(slope) > slopeMax) return null
  return Array.from(
    { length: grid.columns },
    (_, column) => (y + slope * (column * weight - x)) / weight,
  )
}

/** The middle of a column inside an outline, in rows of the crop. */
function spansAt(polygon: Polygon, column: number, { box, scale }: Grid) {
  const x = box.x + (column + 0.5) * scale
  const rows: number[] = []
  for (const [place, a] of polygon.entries()) {
    const b = polygon[(place + 1) % polygon.length] ?? a
    if (a.x > x === b.x > x) continue
    rows.push((a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y) - box.y) / scale)
  }
  rows.sort((a, b) => a - b)
  const spans: { from: number; to: number }[] = []
  for (let at = 0; at + 1 < rows.length; at += 2)
    spans.push({ from: rows[at] ?? 0, to: rows[at + 1] ?? 0 })
  return spans
}

function shrink(page: Raster, box: Box, size: { columns: number; height: number }) {
  return fromRaster(page)
    .extract({ left: box.x, top: box.y, width: box.width, height: box.height })
    .resize({ width: size.columns, height: size.height, fit: 'fill', kernel: 'linear' })
    .greyscale()
    .raw()
    .toBuffer()
}

type Crop = { grey: Buffer; height: number; line: WrittenLine; box: Box }

function lay(strip: Omit<Strip, 'grey' | 'inside'>, { grey, height, line, box }: Crop): Strip {
  const { columns, rows, shift, scale } = strip
  const laid = new Uint8Array(columns * rows)
  const inside = new Uint8Array(columns * rows)
  for (let column = 0; column < columns; column++) {
    const from = shift[column] ?? 0
    const spans = line.polygon
      ? spansAt(line.polygon, column, { box, columns, scale })
      : [{ from: 0, to: height }]
    for (let row = 0; row < rows; row++) {
      const at = Math.min(height - 1, Math.max(0, row + from))
      laid[row * columns + column] = grey[at * columns + column] ?? 0
    }
    for (const span of spans) {
      const first = Math.max(0, Math.round(span.from) - from)
      const end = Math.min(rows, Math.round(span.to) - from, height - from)
      for (let row = Math.max(first, -from); row < end; row++) inside[row * columns + column] = 1
    }
  }
  return { ...strip, grey: laid, inside }
}
