import type { Source, Sources } from '../../model/source.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { bringIn, finishArrivals, sweepArrivals } from './arrivals.ts'
import { keepMentions } from './lifecycle.ts'
import { extentValues } from './region-columns.ts'
import { sourceOf } from './rows.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { sourceStatements } from './source-statements.ts'

/** Sources kept in an SQL engine; `random` gives new items their place in the shuffled order. */
export function openSources(sql: Sql, clock: Clock, random: Random): Sources {
  return {
    add: async (organisation, source, items) => {
      if (items.some(({ sourceId }) => sourceId !== source.id))
        throw new Error('store: an item is of another source')
      const decided = [
        addSource(organisation, source),
        ...keepMentions(organisation, source, items),
      ]
      return bringIn({ sql, clock, random }, { organisation, source, items }, decided)
    },
    finish: (organisation, corpus) => finishArrivals(sql, organisation, corpus),
    sweep: (beforeMs) => sweepArrivals(sql, beforeMs),
    correctRights: async (organisation, sourceId, { licence, credit, creditUrl }) => {
      const rights: Value[] = [licence, credit, creditUrl]
      const change = step(
        sourceStatements.correctRights,
        ...rights,
        sourceId,
        organisation,
        ...rights,
      )
      return countRows(await sql.write([change])) > 0
    },
    countUnreadPages: async (organisation, corpus, itemsMin) => {
      const count = step(sourceStatements.countUnreadPages, corpus, organisation, itemsMin)
      const [row] = await sql.read(count)
      return {
        pages: Number(row?.['pages'] ?? 0),
        withoutKnown: Number(row?.['without_known'] ?? 0),
      }
    },
    list: async (organisation, corpus, after, limit) =>
      (await sql.read(step(sourceStatements.listSources, corpus, organisation, after, limit))).map(
        sourceOf,
      ),
  }
}

function countRows(rows: readonly Row[][]): number {
  return rows.flat().length
}

function addSource(organisation: string, source: Source): Step {
  const { id, corpus, origin, imageSha256, format } = source
  const { licence, credit, creditUrl, importedAtMs } = source
  const rights: Value[] = [licence, credit, creditUrl]
  return step(
    sourceStatements.addSource,
    id,
    origin,
    imageSha256,
    format,
    ...extentValues(source.extent),
    ...rights,
    source.iiif && JSON.stringify(source.iiif),
    importedAtMs,
    corpus,
    organisation,
  )
}
