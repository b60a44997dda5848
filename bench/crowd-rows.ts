/** A row of the table of goals: our figure beside the goal, what we measured of older methods, and what others published. */
export type GoalRow = {
  row: string
  ours: number
  /** Least and most over seeds or folds, where chance plays. */
  spread: [least: number, most: number] | null
  goal: { least: number } | { most: number }
  isReached: boolean
  baseline: string
  published: string
}

/** Makes a row and says whether its goal is reached. */
export function rowOf(row: Omit<GoalRow, 'isReached' | 'spread'> & { over?: number[] }): GoalRow {
  const { over, ...told } = row
  const isReached =
    'least' in told.goal ? told.ours >= told.goal.least : told.ours <= told.goal.most
  const spread: GoalRow['spread'] = over ? [Math.min(...over), Math.max(...over)] : null
  return {
    ...told,
    ours: round(told.ours),
    spread: spread && [round(spread[0]), round(spread[1])],
    isReached,
  }
}

/** The mean of numbers; 0 of none. */
export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

/** A number to four places. */
export function round(number: number): number {
  return Number(number.toFixed(4))
}

/** Prints rows as a table. */
export function printRows(rows: readonly GoalRow[]): void {
  console.table(
    rows.map(({ row, ours, spread, goal, isReached, baseline, published }) => ({
      row,
      ours,
      spread: spread ? spread.join(' - ') : '',
      goal: 'least' in goal ? `>= ${goal.least}` : `<= ${goal.most}`,
      reached: isReached ? 'yes' : 'NO',
      baseline,
      published,
    })),
  )
}
