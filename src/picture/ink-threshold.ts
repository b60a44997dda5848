import { depthOf } from './ink-depth.ts'
import type { Strip } from './ink-strip.ts'

/** The radius within which a pixel is compared, as a share of the strip's height. */
const windowShare = 0.6
const weight = 0.35
const darkestShare = 0.01
/** Ink has at least this share of the darkest ink's depth, and stands out by this many tones. */
const depthShareMin = 0.3
const tonesMin = 9

/**
 * Separates ink (1) from paper (0) by comparing the depth of each pixel with those around it: the threshold
 * of Wolf and Jolion, which copes with faint ink and stained paper. Light writing on dark is inverted first.
 */
export function darken(strip: Strip): Uint8Array {
  const { columns, rows, inside } = strip
  const depths = depthOf(turnDark(strip), columns)
  const radius = Math.max(4, Math.round(windowShare * rows))
  const { means, deviations, deviationMax } = measureAround(depths, { columns, rows, radius })
  const deepest = toneAtShare(
    depths.filter((_, at) => inside[at] === 1),
    1 - darkestShare,
  )
  const floor = Math.max(tonesMin, depthShareMin * deepest)
  const ink = new Uint8Array(depths.length)
  for (const [at, depth] of depths.entries()) {
    if (inside[at] !== 1 || depth < floor) continue
    const mean = means[at] ?? 0
    const flatness = 1 - (deviations[at] ?? 0) / deviationMax
    if (depth > mean + weight * flatness * (deepest - mean)) ink[at] = 1
  }
  return ink
}

// Most of the strip is paper.
function turnDark({ grey }: Strip): Uint8Array {
  const at = (share: number): number => toneAtShare(grey, share)
  const isLightOnDark = at(0.5) - at(0.02) < at(0.98) - at(0.5)
  const isDarkPaper = at(0.5) < 110
  return isLightOnDark && isDarkPaper ? grey.map((tone) => 255 - tone) : grey
}

function toneAtShare(grey: Uint8Array, share: number): number {
  const counts = new Uint32Array(256)
  for (const tone of grey) counts[tone] = (counts[tone] ?? 0) + 1
  let seen = 0
  for (const [tone, count] of counts.entries()) {
    seen += count
    if (seen >= share * grey.length) return tone
  }
  return 255
}

type Grid = { columns: number; rows: number; radius: number }

/** Mean and standard deviation of the square around each pixel, from running sums over rows and columns. */
function measureAround(grey: Uint8Array, { columns, rows, radius }: Grid) {
  const wide = columns + 1
  const sums = new Float64Array(wide * (rows + 1))
  const squares = new Float64Array(wide * (rows + 1))
  for (let row = 0; row < rows; row++) {
    let [sum, square] = [0, 0]
    for (let column = 0; column < columns; column++) {
      const tone = grey[row * columns + column] ?? 0
      sum += tone
      square += tone * tone
      const at = (row + 1) * wide + column + 1
      sums[at] = (sums[at - wide] ?? 0) + sum
      squares[at] = (squares[at - wide] ?? 0) + square
    }
  }
  const means = new Float32Array(grey.length)
  const deviations = new Float32Array(grey.length)
  let deviationMax = 0
  for (let row = 0; row < rows; row++) {
    const top = Math.max(0, row - radius) * wide
    const bottom = Math.min(rows, row + radius + 1) * wide
    for (let column = 0; column < columns; column++) {
      const left = Math.max(0, column - radius)
      const right = Math.min(columns, column + radius + 1)
      const count = ((bottom - top) / wide) * (right - left)
      const over = (of: Float64Array): number =>
        (of[bottom + right] ?? 0) -
        (of[bottom + left] ?? 0) -
        (of[top + right] ?? 0) +
        (of[top + left] ?? 0)
      const mean = over(sums) / count
      const deviation = Math.sqrt(Math.max(0, over(squares) / count - mean * mean))
      const at = row * columns + column
      means[at] = mean
      deviations[at] = deviation
      deviationMax = Math.max(deviationMax, deviation)
    }
  }
  return { means, deviations, deviationMax }
}
