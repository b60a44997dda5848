import type { Items } from '../../model/item.ts'
import { itemOf } from './rows.ts'
import { step, type Sql } from './sql.ts'
import { itemStatements } from './item-statements.ts'

/** Items kept in an SQL engine. */
export function openItems(sql: Sql): Items {
  return {
    find: async (id) => (await sql.read(step(itemStatements.findItem, id))).map(itemOf)[0] ?? null,
    findOf: async (organisation, id) =>
      (await sql.read(step(itemStatements.findItemOf, id, organisation))).map(itemOf)[0] ?? null,
    ofSource: async (organisation, sourceId) =>
      (await sql.read(step(itemStatements.itemsOfSource, sourceId, organisation))).map(itemOf),
    ofRegion: async (organisation, corpus, region, limit) =>
      (await sql.read(step(itemStatements.itemsOfRegion, corpus, organisation, region, limit))).map(
        itemOf,
      ),
  }
}
