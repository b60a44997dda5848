import type { WritingLook, MeasureLook } from '../model/picture.ts'
import { middlePlace, type Place, takeWriting } from './canvas.ts'
import { densityOf } from './density.ts'
import { greysOf, openCut, type Raster } from './raster.ts'

/** Denser than this is ink, and denser than paper is what lies between. */
const inkMin = (densityOf.paper + densityOf.ink) / 2
const solidMin = densityOf.ink - 48
const betweenMin = densityOf.paper + 42
/** Rows with this share of the ink of the fullest row are between the lines of the small letters. */
const coreShare = 0.4

/** Measures the look of a cut as it would be served in the middle of all that chance draws. */
export const measureLook: MeasureLook = async (cut, serving) => {
  const greys = greysOf(await openCut(cut))
  const { widthPixels: width, heightPixels: height } = greys
  const place = middlePlace(greys, serving)
  return lookOf(takeWriting(greys, { left: 0, top: 0, width, height }, place), place)
}

function lookOf(piece: Raster, { width, height, step }: Place): WritingLook {
  const ink = inkOf(piece)
  const edges = edgesOf(piece)
  const across = runsOf(piece, 'across')
  const down = runsOf(piece, 'down')
  return [
    ink.share,
    ink.mean,
    Math.log1p(edges.across),
    Math.log1p(edges.down),
    Math.log1p(edges.curves),
    edges.across / (edges.down + 1e-3),
    Math.log1p(across.mean),
    Math.log1p(down.mean),
    across.count / piece.heightPixels,
    down.count / piece.widthPixels,
    ink.core,
    ink.between,
    Math.log(width),
    Math.log(height),
    step,
  ]
}

/** How much of a piece is ink, and how dense; which share of rows is full of it; what lies between ink and paper. */
function inkOf({ data, widthPixels, heightPixels }: Raster) {
  const rows = new Uint32Array(heightPixels)
  let [ink, sum, between] = [0, 0, 0]
  for (let at = 0; at < data.length; at++) {
    const density = data[at] ?? 0
    sum += density
    if (density > betweenMin && density <= solidMin) between += 1
    if (density <= inkMin) continue
    ink += 1
    const row = Math.floor(at / widthPixels)
    rows[row] = (rows[row] ?? 0) + 1
  }
  const full = coreShare * rows.reduce((most, row) => Math.max(most, row), 0)
  return {
    share: ink / data.length,
    mean: sum / data.length,
    core: rows.filter((row) => row > full).length / heightPixels,
    between: between / (ink + 1),
  }
}

function edgesOf({ data, widthPixels }: Raster) {
  const sums = { across: 0, down: 0, curves: 0 }
  for (let at = widthPixels; at < data.length - widthPixels; at++) {
    const [left, right] = [data[at - 1] ?? 0, data[at + 1] ?? 0]
    const [above, below] = [data[at - widthPixels] ?? 0, data[at + widthPixels] ?? 0]
    sums.across += Math.abs(right - left)
    sums.down += Math.abs(below - above)
    sums.curves += Math.abs(4 * (data[at] ?? 0) - left - right - above - below)
  }
  const each = (sum: number): number => sum / data.length
  return { across: each(sums.across), down: each(sums.down), curves: each(sums.curves) }
}

/** How many runs of ink there are along the rows or the columns, and how long they are on average. */
function runsOf({ data, widthPixels, heightPixels }: Raster, way: 'across' | 'down') {
  const [lines, length] =
    way === 'across' ? [heightPixels, widthPixels] : [widthPixels, heightPixels]
  const [lineStep, pixelStep] = way === 'across' ? [widthPixels, 1] : [1, widthPixels]
  let [ink, count] = [0, 0]
  for (let line = 0; line < lines; line++) {
    let wasInk = false
    for (let n = 0; n < length; n++) {
      const isInk = (data[line * lineStep + n * pixelStep] ?? 0) > inkMin
      if (isInk) ink += 1
      if (isInk && !wasInk) count += 1
      wasInk = isInk
    }
  }
  return { count, mean: ink / Math.max(1, count) }
}
