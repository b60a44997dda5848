import type { Clock, Counters } from '../../model/stores.ts'
import { step, type Sql } from './sql.ts'
import { counterStatements } from './counter-statements.ts'
import { sweep } from './sweep.ts'

/** Counters kept in an SQL engine. */
export function openCounters(sql: Sql, clock: Clock): Counters {
  return {
    add: async (key, windowMs, by = 1) => {
      const now = clock()
      const count = step(counterStatements.count, key, by, now + windowMs, now, now)
      const [rows] = await sql.write([count])
      const [row] = rows ?? []
      if (!row) throw new Error('store: a count was not kept')
      return Number(row['n'])
    },
    takeOff: async (key) => {
      await sql.write([step(counterStatements.takeOff, key)])
    },
    read: async (key) => {
      const [row] = await sql.read(step(counterStatements.readCount, key, clock()))
      return Number(row?.['n'] ?? 0)
    },
    sweep: () => sweep(sql, counterStatements.sweepCounters, clock()),
  }
}
