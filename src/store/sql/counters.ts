import type { Clock, Counters } from '../../model/stores.ts'
import { step, type Sql } from './sql.ts'
import { counterStatements } from './counter-statements.ts'
import { sweep } from './sweep.ts'

/** Counters kept in an SQL engine. */
export function openCounters(sql: Sql, clock: Clock): Counters {
  return {
    add: async (key, windowMs) => {
      const now = clock()
      const [rows] = await sql.write([step(counterStatements.count, key, now + windowMs, now, now)])
      const [row] = rows ?? []
      if (!row) throw new Error('store: a count was not kept')
      return Number(row['n'])
    },
    sweep: () => sweep(sql, counterStatements.sweepCounters, clock()),
  }
}
