import type { Demand } from '../../model/demand.ts'
import { demandStatements } from './demand-statements.ts'
import { step, type Sql } from './sql.ts'
import { sweep } from './sweep.ts'

/** Demand kept in an SQL engine. */
export function openDemand(sql: Sql): Demand {
  return {
    add: async (stretch, shown) => {
      await sql.write(
        shown.map(({ corpus, pictures }) =>
          step(demandStatements.addShown, stretch, pictures, corpus),
        ),
      )
    },
    listSince: async (stretch) =>
      (await sql.read(step(demandStatements.listShown, stretch))).map((row) => ({
        corpus: String(row['corpus']),
        stretch: Number(row['stretch']),
        pictures: Number(row['pictures']),
      })),
    sweep: (before) => sweep(sql, demandStatements.sweepShown, before),
  }
}
