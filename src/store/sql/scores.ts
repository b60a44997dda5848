import type { Scores } from '../../model/score.ts'
import { step, type Sql } from './sql.ts'
import { itemStatements } from './item-statements.ts'

/** Machine scores of items kept in an SQL engine. */
export function openScores(sql: Sql): Scores {
  return {
    listUnscored: async (organisation, corpus, after, limit) =>
      (await sql.read(step(itemStatements.listUnscored, corpus, organisation, after, limit))).map(
        (row) => ({
          id: String(row['id']),
          mediaId: String(row['media_id']),
          label: row['status'] === 'known' && row['label'] != null ? String(row['label']) : null,
        }),
      ),
    keepScores: async (organisation, scores) => {
      await sql.write(
        scores.map(({ itemId, machineScore }) =>
          step(itemStatements.keepScore, machineScore, itemId, organisation),
        ),
      )
    },
  }
}
