/** Numbers on something, and whether it belongs to the group that is to be told from the rest. */
export type Example = { values: readonly number[]; isOne: boolean }

/** How strongly weights are held back, so that few examples do not give large ones. */
const ridge = 10
const steps = 8
/** Beyond this a score says no more than that it is sure. */
const scoreMax = 30

/**
 * Learns the log odds of belonging to the group, by a logistic regression with a ridge penalty and Newton's
 * method. There must be examples of both sides.
 */
export function learnOdds(examples: readonly Example[]): (values: readonly number[]) => number {
  const even = evenOf(examples.map(({ values }) => values))
  const rows = examples.map(({ values, isOne }) => ({ values: even(values), isOne }))
  let weights = (rows[0]?.values ?? []).map(() => 0)
  for (let step = 0; step < steps; step += 1) {
    const change = solve(curvatureOf(rows, weights))
    weights = weights.map((weight, n) => weight - (change[n] ?? 0))
  }
  return (values) => oddsOf(even(values), weights)
}

/** Brings each number to the mean 0 and the spread 1, and puts a constant before them. */
function evenOf(rows: readonly (readonly number[])[]) {
  const size = rows[0]?.length ?? 0
  const columns = Array.from({ length: size }, (_, n) => {
    const mean = rows.reduce((sum, row) => sum + (row[n] ?? 0), 0) / rows.length
    const square = rows.reduce((sum, row) => sum + ((row[n] ?? 0) - mean) ** 2, 0) / rows.length
    return { mean, spread: Math.sqrt(square + 1e-9) }
  })
  return (values: readonly number[]): number[] => [
    1,
    ...columns.map(({ mean, spread }, n) => ((values[n] ?? 0) - mean) / spread),
  ]
}

function oddsOf(values: readonly number[], weights: readonly number[]): number {
  const odds = values.reduce((sum, value, n) => sum + value * (weights[n] ?? 0), 0)
  return Math.max(-scoreMax, Math.min(scoreMax, odds))
}

/** The second derivatives of the loss, and in the last column the first ones. */
function curvatureOf(rows: readonly Example[], weights: readonly number[]): number[][] {
  const size = weights.length
  const penaltyOf = (n: number): number => (n === 0 ? 1e-6 : ridge)
  const table = weights.map((weight, n) => {
    const row = Array<number>(size + 1).fill(0)
    row[n] = penaltyOf(n)
    row[size] = penaltyOf(n) * weight
    return row
  })
  for (const { values, isOne } of rows) {
    const chance = 1 / (1 + Math.exp(-oddsOf(values, weights)))
    const curve = Math.max(1e-6, chance * (1 - chance))
    const fault = chance - Number(isOne)
    for (const [n, row] of table.entries()) {
      const value = values[n] ?? 0
      for (let m = 0; m < size; m += 1) row[m] = (row[m] ?? 0) + curve * value * (values[m] ?? 0)
      row[size] = (row[size] ?? 0) + fault * value
    }
  }
  return table
}

/** Solves linear equations by elimination; the last column is the right side. */
function solve(table: number[][]): number[] {
  const size = table.length
  for (let at = 0; at < size; at += 1) {
    const pivot = table
      .slice(at)
      .reduce((best, row) => (Math.abs(row[at] ?? 0) > Math.abs(best[at] ?? 0) ? row : best))
    table.splice(table.indexOf(pivot), 1)
    table.splice(at, 0, pivot)
    for (const row of table) {
      if (row === pivot) continue
      const share = (row[at] ?? 0) / (pivot[at] ?? 1)
      for (let n = at; n <= size; n += 1) row[n] = (row[n] ?? 0) - share * (pivot[n] ?? 0)
    }
  }
  return table.map((row, n) => (row[size] ?? 0) / (row[n] ?? 1))
}
