import type { Way, WayCounts } from '../../model/way.ts'
import { step, type Sql } from './sql.ts'
import { sweep } from './sweep.ts'
import { wayCountStatements } from './way-count-statements.ts'

/** Passes by each way kept in an SQL engine. */
export function openWayCounts(sql: Sql): WayCounts {
  return {
    add: async (day, passed) => {
      await sql.write(
        passed.map(({ sitekey, way, passes, puzzles, seconds }) =>
          step(wayCountStatements.addPasses, day, way, passes, puzzles, seconds, sitekey),
        ),
      )
    },
    listOf: async (organisation, sitekey, fromDay) => {
      const rows = await sql.read(
        step(wayCountStatements.listPasses, sitekey, organisation, fromDay),
      )
      return rows.map((row) => ({
        sitekey,
        way: row['way'] as Way,
        passes: Number(row['passes']),
        puzzles: Number(row['puzzles']),
        seconds: Number(row['seconds']),
      }))
    },
    sweep: (beforeDay) => sweep(sql, wayCountStatements.sweepPasses, beforeDay),
  }
}
