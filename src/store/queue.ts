import type { Queue } from '../model/queue.ts'
import type { Random } from '../model/stores.ts'
import { step, type Sql } from './sql.ts'
import { statements } from './statements.ts'

/** The queue of unknown items kept in an SQL engine; `random` gives those that move up a place of their own. */
export const openQueue = (sql: Sql, random: Random): Queue => ({
  moveUp: async (corpus, count) => {
    const next = await sql.read(step(statements.nextQueued, corpus, count))
    const place = (): number => random(4).readUInt32BE() / 2 ** 32
    const steps = next.map((row) => step(statements.moveUp, place(), row['id'] ?? null))
    return (await sql.write(steps)).flat().length
  },
  holdBack: async (corpus, count) =>
    (await sql.write([step(statements.holdBack, corpus, count)])).flat().length,
})
