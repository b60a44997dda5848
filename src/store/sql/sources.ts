import { drawUnit } from '../../model/chance.ts'
import type { Item } from '../../model/item.ts'
import type { Source, Sources } from '../../model/source.ts'
import type { Random } from '../../model/stores.ts'
import { keepMentions } from './lifecycle.ts'
import { extentValues, regionValues } from './region-columns.ts'
import { sourceOf } from './rows.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { sourceStatements } from './source-statements.ts'

/** Sources kept in an SQL engine; `random` gives new items their place in the shuffled order. */
export function openSources(sql: Sql, random: Random): Sources {
  return {
    add: async (source, items) => {
      const values = items.map((item) => valuesOf(item, drawUnit(random)))
      const [, ...rows] = await sql.write([
        addSource(source),
        ...values.map((of) => step(sourceStatements.addItem, ...of)),
        ...values.map((of) => step(sourceStatements.reviseItem, ...of)),
        step(sourceStatements.dropItemsOfDroppedSource, source.id, source.id),
        ...keepMentions(source, items),
      ])
      return {
        added: countRows(rows.slice(0, items.length)),
        revised: countRows(rows.slice(items.length)),
      }
    },
    correctRights: async (sourceId, { licence, credit, creditUrl }) => {
      const rights: Value[] = [licence, credit, creditUrl]
      const change = step(sourceStatements.correctRights, ...rights, sourceId, ...rights)
      return countRows(await sql.write([change])) > 0
    },
    list: async (corpus, after, limit) =>
      (await sql.read(step(sourceStatements.listSources, corpus, after, limit))).map(sourceOf),
  }
}

function countRows(rows: readonly Row[][]): number {
  return rows.flat().length
}

function addSource(source: Source): Step {
  const { id, corpus, origin, imageSha256, format } = source
  const { licence, credit, creditUrl, importedAtMs } = source
  const rights: Value[] = [licence, credit, creditUrl]
  return step(
    sourceStatements.addSource,
    id,
    corpus,
    origin,
    imageSha256,
    format,
    ...extentValues(source.extent),
    ...rights,
    source.iiif && JSON.stringify(source.iiif),
    importedAtMs,
  )
}

function valuesOf(item: Item, rank: number): Value[] {
  const role = item.status === 'known' ? 'known' : 'unknown'
  const { id, corpus, sourceId, kind, status, stage, level, regionName } = item
  const { label, confidence, mediaId } = item
  const place: Value[] = [level, regionName, ...regionValues(item.region)]
  const facts: Value[] = [id, corpus, sourceId, kind, corpus, status, role, stage]
  const { lineId, readingOrder, machineScore } = item
  const rest: Value[] = [lineId, item.place, readingOrder, machineScore]
  return [...facts, ...place, label, confidence, mediaId, ...rest, rank]
}
