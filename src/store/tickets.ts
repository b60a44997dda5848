import type { Clock, Tickets } from '../model/stores.ts'
import { step, type Sql } from './sql.ts'
import { statements } from './statements.ts'

// Many small commits, so that a great sweep holds nobody up.
const sweepBatch = 1_000
const sweepBatchesMax = 1_000

/** Tickets kept in an SQL engine. */
export const openTickets = (sql: Sql, clock: Clock): Tickets => ({
  put: async ({ kind, id, body, expiresAtMs }) => {
    await sql.write([step(statements.putTicket, kind, id, body, expiresAtMs)])
  },
  peek: async (kind, id) => {
    const [row] = await sql.read(step(statements.peekTicket, kind, id, clock()))
    return row ? String(row['body']) : null
  },
  take: async (kind, id) => {
    const [rows] = await sql.write([step(statements.takeTicket, kind, id, clock())])
    const row = rows?.[0]
    return row ? String(row['body']) : null
  },
  sweep: async () => {
    const now = clock()
    let swept = 0
    for (let batch = 0; batch < sweepBatchesMax; batch += 1) {
      const [rows] = await sql.write([step(statements.sweepTickets, now, sweepBatch)])
      swept += rows?.length ?? 0
      if ((rows?.length ?? 0) < sweepBatch) break
    }
    return swept
  },
})
