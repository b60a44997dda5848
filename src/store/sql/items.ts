import type { Items } from '../../model/item.ts'
import { itemOf } from './rows.ts'
import { step, type Sql } from './sql.ts'
import { itemStatements } from './item-statements.ts'

/** Items kept in an SQL engine. */
export function openItems(sql: Sql): Items {
  return {
    find: async (id) => (await sql.read(step(itemStatements.findItem, id))).map(itemOf)[0] ?? null,
    ofSource: async (sourceId) =>
      (await sql.read(step(itemStatements.itemsOfSource, sourceId))).map(itemOf),
    ofRegion: async (corpus, region, limit) =>
      (await sql.read(step(itemStatements.itemsOfRegion, corpus, region, limit))).map(itemOf),
  }
}
