/** A row of the table of goals: our figure, the goal, our measurement of older methods, and what others published. */
export type GoalRow = {
  row: string
  ours: number
  /** The smallest and largest over seeds or folds, if the figure depends on chance. */
  spread: [least: number, most: number] | null
  goal: { least: number } | { most: number }
  isReached: boolean
  baseline: string
  published: string
}

/** Makes a row, with whether its goal is reached. */
export function rowOf(row: Omit<GoalRow, 'isReached' | 'spread'> & { over?: number[] }): GoalRow {
  const { over, ...figures } = row
  const isReached =
    'least' in figures.goal ? figures.ours >= figures.goal.least : figures.ours <= figures.goal.most
  const spread: GoalRow['spread'] = over ? [Math.min(...over), Math.max(...over)] : null
  return {
    ...figures,
    ours: round(figures.ours),
    spread: spread && [round(spread[0]), round(spread[1])],
    isReached,
  }
}

/** The mean of numbers; 0 of none. */
export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

/** A number rounded to four decimal places. */
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
