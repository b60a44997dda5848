import { step, type Sql, type Value } from './sql.ts'

// Many small commits, so that a large sweep holds nobody up.
const sweepBatch = 200
const sweepBatchesMax = 5_000

/**
 * Runs a statement that deletes expired rows, batch after batch, and returns how many it deleted. Its values
 * are those given, followed by the batch size.
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
