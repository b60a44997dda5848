import type { Strip } from './ink-strip.ts'

/** A column belongs to a drawn rule if this share of the strip, from top to bottom, is dark. */
const ruleShare = 0.9
const ruleTones = 14
/** Flat ink of at least this length and at most this height is a line drawn or pressed into the paper. */
const flatColumnsMin = 48
const flatRowsMax = 4

/** Removes the rules of tables and ruled paper from the ink, in place. */
export function wipeRules(strip: Strip, ink: Uint8Array): void {
  wipeUpright(strip, ink)
  wipeFlat(strip, ink)
}

// A rule continues above and below the line, so the whole strip is searched.
function wipeUpright({ columns, rows, grey }: Strip, ink: Uint8Array): void {
  const reach = Math.max(3, Math.round(rows / 12))
  for (let column = 0; column < columns; column++) {
    let dark = 0
    for (let row = 0; row < rows; row++) {
      const at = row * columns
      const left = grey[at + Math.max(0, column - reach)] ?? 0
      const right = grey[at + Math.min(columns - 1, column + reach)] ?? 0
      if ((grey[at + column] ?? 0) + ruleTones < Math.min(left, right)) dark += 1
    }
    if (dark < ruleShare * rows) continue
    const from = Math.max(0, column - 2)
    const end = Math.min(columns, column + 3)
    for (let row = 0; row < rows; row++) ink.fill(0, row * columns + from, row * columns + end)
  }
}

function wipeFlat({ columns, rows }: Strip, ink: Uint8Array): void {
  const isThin = (at: number): boolean => {
    let height = 1
    for (let up = at - columns; ink[up] === 1 && height <= flatRowsMax; up -= columns) height += 1
    for (let down = at + columns; ink[down] === 1 && height <= flatRowsMax; down += columns)
      height += 1
    return height <= flatRowsMax
  }
  const wiped: number[] = []
  for (let row = 0; row < rows; row++) {
    let start = row * columns
    for (let at = start; at <= (row + 1) * columns; at++) {
      if (at < (row + 1) * columns && ink[at] === 1) continue
      if (at - start >= flatColumnsMin)
        for (let place = start; place < at; place++) if (isThin(place)) wiped.push(place)
      start = at + 1
    }
  }
  for (const place of wiped) ink[place] = 0
}
