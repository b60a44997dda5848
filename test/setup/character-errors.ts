/** How many characters must be inserted, deleted or changed to turn one text into another. */
export function characterErrors(read: string, truth: string): number {
  const [one, other] = [Array.from(read), Array.from(truth)]
  let before = [...other.keys(), other.length]
  for (const [row, sign] of one.entries()) {
    const here = [row + 1]
    for (const [column, wanted] of other.entries()) {
      const [corner = 0, above = 0] = [before[column], before[column + 1]]
      here.push(Math.min(corner + (sign === wanted ? 0 : 1), above + 1, (here[column] ?? 0) + 1))
    }
    before = here
  }
  return before.at(-1) ?? 0
}
