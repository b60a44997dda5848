/** The widest dark that a stroke can be, as a power of two, in columns. */
const strokePower = 6
const reach = 2 ** strokePower

/**
 * Computes how much darker each pixel is than the paper around it in its row. Dark areas wider than a stroke
 * (ruled lines, shadows, stains, the gutter) count as paper: a grey closing along the rows.
 */
export function depthOf(grey: Uint8Array, columns: number): Uint8Array {
  const depth = new Uint8Array(grey.length)
  const [row, light, paper] = [0, 0, 0].map(() => new Uint8Array(columns + 2 * reach))
  if (!row || !light || !paper) return depth
  for (let start = 0; start < grey.length; start += columns) {
    row.fill(grey[start] ?? 0, 0, reach)
    row.set(grey.subarray(start, start + columns), reach)
    row.fill(grey[start + columns - 1] ?? 0, columns + reach)
    light.set(row)
    spreadLightest(light)
    paper.set(light)
    spreadDarkest(paper)
    for (let column = 0; column < columns; column++)
      depth[start + column] = (paper[column + reach] ?? 0) - (row[column + reach] ?? 0)
  }
  return depth
}

// Each pass doubles the reach to the right of a pixel; the second direction covers the left.
function spreadLightest(row: Uint8Array): void {
  for (let step = 1; step < reach; step *= 2)
    for (let at = 0; at + step < row.length; at++) {
      const other = row[at + step] ?? 0
      if (other > (row[at] ?? 0)) row[at] = other
    }
}

function spreadDarkest(row: Uint8Array): void {
  for (let step = 1; step < reach; step *= 2)
    for (let at = row.length - 1; at >= step; at--) {
      const other = row[at - step] ?? 0
      if (other < (row[at] ?? 0)) row[at] = other
    }
}
