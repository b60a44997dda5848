import type { Random, Records } from '../../model/stores.ts'
import { labelStatements } from './label-statements.ts'
import { auditValues } from './secrets.ts'
import { step, type Sql } from './sql.ts'
import { statements } from './statements.ts'

/** The rules of corpora kept in an SQL engine. */
export function openRules(sql: Sql, random: Random): Pick<Records, 'changeRules'> {
  return {
    changeRules: async (corpus, { stopRules, textPolicy }, line) => {
      await sql.write([
        step(
          labelStatements.changeRules,
          JSON.stringify(stopRules),
          JSON.stringify(textPolicy),
          corpus,
        ),
        // The next settling makes a new fit, and settles every item by the new rules.
        step(labelStatements.markStale, corpus),
        step(statements.addAudit, ...auditValues(line, random)),
      ])
    },
  }
}
