import type { Item } from '../../model/item.ts'
import type { Source } from '../../model/source.ts'
import type { Clock, Random } from '../../model/stores.ts'
import type { Extent, Lifecycle, LooseDocument, Piece } from '../../model/lifecycle.ts'
import { labelStatements } from './label-statements.ts'
import { sourceOf } from './rows.ts'
import { auditValues } from './secrets.ts'
import { step, type Sql, type Step } from './sql.ts'
import { answerStatements } from './answer-statements.ts'
import { auditStatements } from './audit-statements.ts'
import { corpusStatements } from './corpus-statements.ts'
import { documentStatements } from './document-statements.ts'
import { lifecycleStatements } from './lifecycle-statements.ts'
import { pairStatements } from './pair-statements.ts'
import { sourceStatements } from './source-statements.ts'
import { variantStatements } from './variant-statements.ts'
import { writeInPieces } from './write-in-pieces.ts'

const sourcesMax = 1_000

/** The lifecycle of corpora, sources and items kept in an SQL engine. */
export function openLifecycle(sql: Sql, clock: Clock, random: Random): Lifecycle {
  return {
    changeStanding: async (organisation, corpus, { state, embargoUntilMs }, line) => {
      await sql.write([
        step(corpusStatements.changeStanding, state, embargoUntilMs, corpus, organisation),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
    sourcesFrom: async (organisation, corpus, origin) =>
      (
        await sql.read(step(sourceStatements.sourcesFrom, corpus, organisation, origin, sourcesMax))
      ).map(sourceOf),
    drop: async (organisation, { is, corpus, id }, line) => {
      await sql.write([
        ...(is === 'source'
          ? [
              step(lifecycleStatements.dropSource, clock(), id, corpus, organisation),
              step(lifecycleStatements.dropItemsOfSource, id, corpus, organisation),
              step(pairStatements.dissolvePairsOfSource, id, organisation),
            ]
          : []),
        ...(is === 'item' ? dropSteps(organisation, corpus, id) : []),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
    dropItems: async (organisation, corpus, itemIds) => {
      await writeInPieces(
        sql,
        itemIds.map((id) => dropSteps(organisation, corpus, id)),
      )
    },
    nextPiece: (organisation, extent, after, limit) =>
      nextPiece(sql, extent, { organisation, after, limit }),
    emptyItems: async (organisation, itemIds) => {
      await writeInPieces(
        sql,
        itemIds.map((id) => [
          step(lifecycleStatements.emptyItem, id, organisation),
          step(pairStatements.dissolveOwnPairOf, id, organisation),
          step(variantStatements.forgetVariants, id, organisation),
        ]),
      )
    },
    looseDocuments: (organisation, extent, after, limit) =>
      looseDocuments(sql, extent, { organisation, after, limit }),
    forgetDocument: async (organisation, corpus, path) => {
      await sql.write([step(documentStatements.forgetDocument, corpus, organisation, path)])
    },
    forgetItems: async (organisation, corpus, limit) => {
      const first = [corpus, organisation, limit] as const
      const rows = await sql.write(forgetting.map((statement) => step(statement, ...first)))
      return rows.at(-1)?.length ?? 0
    },
    forgetCorpus: async (organisation, corpus, line) => {
      await sql.write([
        step(documentStatements.forgetDocuments, corpus, organisation),
        step(sourceStatements.forgetSources, corpus, organisation),
        step(answerStatements.forgetAnswers, corpus, organisation),
        step(corpusStatements.forgetCorpus, corpus, organisation),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
  }
}

function dropSteps(organisation: string, corpus: string, id: string): Step[] {
  return [
    step(lifecycleStatements.dropItem, id, corpus, organisation),
    step(pairStatements.dissolveOwnPairOf, id, organisation),
  ]
}

// First what depends on the items, then the items themselves.
const forgetting = [
  labelStatements.forgetLabels,
  labelStatements.forgetKnownAnswers,
  lifecycleStatements.forgetReports,
  lifecycleStatements.forgetItems,
] as const

type Slice = { organisation: string; after: string; limit: number }

async function nextPiece(
  sql: Sql,
  { is, corpus, id }: Extent,
  { organisation, after, limit }: Slice,
): Promise<Piece | null> {
  const own = [corpus, organisation] as const
  const rows = await sql.read(
    is === 'corpus'
      ? step(lifecycleStatements.itemsToEmpty, ...own, after, limit)
      : is === 'source'
        ? step(lifecycleStatements.itemsToEmptyOfSource, id, ...own, after, limit)
        : step(lifecycleStatements.itemToEmpty, id, ...own, after),
  )
  if (rows.length === 0) return null
  const held = countEach(rows.map((row) => row['media_id']).filter((of) => typeof of === 'string'))
  const mediaIds: string[] = []
  for (const [mediaId, n] of held)
    if ((await countOf(sql, step(lifecycleStatements.countOfPicture, mediaId))) === n)
      mediaIds.push(mediaId)
  return { itemIds: rows.map((row) => String(row['id'])), mediaIds }
}

function countEach(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

async function countOf(sql: Sql, count: Step): Promise<number> {
  return Number((await sql.read(count))[0]?.['n'] ?? 0)
}

async function looseDocuments(
  sql: Sql,
  { is, corpus, id }: Extent,
  { organisation, after, limit }: Slice,
): Promise<LooseDocument[]> {
  if (is === 'item') return []
  const own = [corpus, organisation] as const
  const rows = await sql.read(
    is === 'corpus'
      ? step(documentStatements.listDocuments, ...own, after, limit)
      : step(documentStatements.documentsOfSource, id, ...own, after, id, limit),
  )
  const documents: LooseDocument[] = []
  for (const row of rows) {
    const fileId = String(row['file_id'])
    const others = await countOf(sql, step(documentStatements.countOfFile, fileId))
    documents.push({ path: String(row['path']), fileId: others > 1 ? null : fileId })
  }
  return documents
}

/** Keeps which documents tell of a source: the name of an item's region begins with the path of its document. */
export function keepMentions(
  organisation: string,
  { id, corpus }: Source,
  items: readonly Item[],
): Step[] {
  const paths = new Set<string>()
  for (const { regionName: name } of items)
    for (let at = name.indexOf('#'); at >= 0; at = name.indexOf('#', at + 1))
      paths.add(name.slice(0, at))
  return [...paths].map((path) =>
    step(documentStatements.keepMention, id, corpus, organisation, path),
  )
}
