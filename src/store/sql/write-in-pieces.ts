import type { Row, Sql, Step } from './sql.ts'

/** Whoever waits for such a commit waits for a few milliseconds. */
const stepsPerCommit = 100

/**
 * Runs groups of steps in commits of a few groups each, so that a long list keeps the writes of other processes
 * waiting only briefly. A group is in one commit. Resolves with the rows of each step.
 */
export async function writeInPieces(
  sql: Pick<Sql, 'write'>,
  groups: readonly (readonly Step[])[],
): Promise<Row[][]> {
  const rows: Row[][] = []
  let piece: Step[] = []
  const commit = async (): Promise<void> => {
    if (piece.length > 0) rows.push(...(await sql.write(piece)))
    piece = []
  }
  for (const group of groups) {
    if (piece.length + group.length > stepsPerCommit) await commit()
    piece.push(...group)
  }
  await commit()
  return rows
}
