import { step, type Sql, type Value } from './sql.ts'

// Many small commits, so that a great sweep holds nobody up.
const sweepBatch = 1_000
const sweepBatchesMax = 1_000

/**
 * Runs a statement that deletes what is over, batch after batch, and says how many rows it deleted. Its values
 * are those given and the most rows of a batch.
 */
export async function sweep(sql: Sql, statement: string, ...values: Value[]): Promise<number> {
  let swept = 0
  for (let batch = 0; batch < sweepBatchesMax; batch += 1) {
    const [rows = []] = await sql.write([step(statement, ...values, sweepBatch)])
    swept += rows.length
    if (rows.length < sweepBatch) break
  }
  return swept
}
