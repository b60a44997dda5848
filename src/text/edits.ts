/** The characters of a text as numbers: its code points. */
export function signsOf(text: string): Uint32Array {
  const signs: number[] = []
  for (const sign of text) signs.push(sign.codePointAt(0) ?? 0)
  return Uint32Array.from(signs)
}

/** The cost of each kind of step from a truth to what was read for it. */
export type EditCosts = { leftOut: number; putIn: number; changed: number }

const evenCosts: EditCosts = { leftOut: 1, putIn: 1, changed: 1 }

/**
 * The least cost of turning the truth into what was read, character by character; with equal costs this is
 * Levenshtein's distance (1966). Takes time in proportion to the product of the lengths, after what both have
 * in common at either end is removed.
 */
export function countEdits(
  truth: ArrayLike<number>,
  read: ArrayLike<number>,
  { leftOut, putIn, changed }: EditCosts = evenCosts,
): number {
  let start = 0
  let truthEnd = truth.length
  let readEnd = read.length
  while (start < truthEnd && start < readEnd && truth[start] === read[start]) start += 1
  while (truthEnd > start && readEnd > start && truth[truthEnd - 1] === read[readEnd - 1]) {
    truthEnd -= 1
    readEnd -= 1
  }
  const width = readEnd - start
  const row = new Float64Array(width + 1)
  for (let column = 1; column <= width; column++) row[column] = column * putIn
  for (let at = start; at < truthEnd; at++) {
    const sign = truth[at]
    let corner = row[0] ?? 0
    let left = corner + leftOut
    row[0] = left
    for (let column = 1; column <= width; column++) {
      const above = row[column] ?? 0
      const here = corner + (read[start + column - 1] === sign ? 0 : changed)
      left = Math.min(here, above + leftOut, left + putIn)
      row[column] = left
      corner = above
    }
  }
  return row[width] ?? 0
}

/** The share of the longer one that must be edited to turn one into the other: 0 if they are equal. */
export function distanceBetween(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return countEdits(one, other) / Math.max(one.length, other.length, 1)
}
