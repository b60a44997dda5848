import { drawUnit } from '../../model/chance.ts'
import type { Verdict } from '../../model/challenge.ts'
import type { Item, Role, Source } from '../../model/item.ts'
import { defaultStopRules } from '../../model/stop-rules.ts'
import type { Clock, CorpusCounts, Draw, DrawnItem, Random, Records } from '../../model/stores.ts'
import { keepMentions } from './lifecycle.ts'
import { corpusOf, documentOf, drawnItemOf, itemOf, sourceOf } from './rows.ts'
import { labelOf } from './label-rows.ts'
import { openRules } from './rules.ts'
import { openSites } from './sites.ts'
import { addToLog } from './log.ts'
import { labelStatements } from './label-statements.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { statements } from './statements.ts'

const corporaMax = 1_000

/** Records kept in an SQL engine; `random` gives new items their place in the shuffled order. */
export function openRecords(sql: Sql, clock: Clock, random: Random): Records {
  return {
    ...openSites(sql, random),
    ...openRules(sql, random),

    addCorpus: async (corpus) => {
      const { name, kind, language, script, direction } = corpus
      const facts: Value[] = [name, kind, language, script, direction]
      const policy = JSON.stringify(corpus.textPolicy)
      const state: Value[] = [corpus.state, corpus.embargoUntilMs, corpus.createdAtMs]
      // Rules that are the default's are not kept, so that they go with it.
      const rules = JSON.stringify(corpus.stopRules)
      const own = rules === JSON.stringify(defaultStopRules[kind]) ? null : rules
      await sql.write([step(statements.addCorpus, ...facts, policy, ...state, own)])
    },
    findCorpus: async (name) =>
      (await sql.read(step(statements.findCorpus, name))).map(corpusOf)[0] ?? null,
    listCorpora: async () =>
      (await sql.read(step(statements.listCorpora, corporaMax))).map(corpusOf),
    countCorpus: (name) => countCorpus(sql, name),

    addSource: async (source, items) => {
      const values = items.map((item) => valuesOf(item, drawUnit(random)))
      const [, ...rows] = await sql.write([
        addSource(source),
        ...values.map((of) => step(statements.addItem, ...of)),
        ...values.map((of) => step(statements.reviseItem, ...of)),
        step(statements.dropItemsOfDroppedSource, source.id, source.id),
        ...keepMentions(source, items),
      ])
      const countRows = (some: Row[][]): number => some.flat().length
      return {
        added: countRows(rows.slice(0, items.length)),
        revised: countRows(rows.slice(items.length)),
      }
    },
    correctRights: async (sourceId, { licence, credit, creditUrl }) => {
      const rights: Value[] = [licence, credit, creditUrl]
      return hasRows(
        await sql.write([step(statements.correctRights, ...rights, sourceId, ...rights)]),
      )
    },
    itemsOfSource: async (sourceId) =>
      (await sql.read(step(statements.itemsOfSource, sourceId))).map(itemOf),
    itemsOfRegion: async (corpus, region, limit) =>
      (await sql.read(step(statements.itemsOfRegion, corpus, region, limit))).map(itemOf),
    findItem: async (id) => (await sql.read(step(statements.findItem, id))).map(itemOf)[0] ?? null,
    listSources: async (corpus, after, limit) =>
      (await sql.read(step(statements.listSources, corpus, after, limit))).map(sourceOf),
    keepDocument: async ({ corpus, path, format, fileId, importedAtMs }, sourceId) => {
      await sql.write([
        step(statements.keepDocument, corpus, path, format, fileId, importedAtMs),
        ...(sourceId === undefined ? [] : [step(statements.keepMention, sourceId, corpus, path)]),
      ])
    },
    listDocuments: async (corpus, after, limit) =>
      (await sql.read(step(statements.listDocuments, corpus, after, limit))).map(documentOf),

    drawItems: (draw) => drawItems(sql, draw),
    countExposures: async (exposures, caps) => {
      await sql.write(
        exposures.map(({ itemId, role, rank }) =>
          role === 'known'
            ? step(statements.countShownKnown, rank, caps.known, itemId)
            : step(statements.countShownUnknown, rank, caps.unknown, itemId),
        ),
      )
    },

    keepAnswer: async (answer, labels) => {
      await sql.write(addToLog(answer, labels))
    },
    hasAnswer: async (sitekey, challengeId) =>
      (await sql.read(step(statements.hasAnswer, challengeId, sitekey))).length > 0,
    readVerdict: async ({ contract, sitekey, challengeId }, { ttlMs, rereadMs, readsMax }) => {
      const now = clock()
      const [rows] = await sql.write([
        step(
          statements.readVerdict,
          now,
          challengeId,
          sitekey,
          contract,
          now - ttlMs,
          readsMax,
          now,
          now - rereadMs,
        ),
      ])
      return (rows?.[0]?.['verdict'] as Verdict | undefined) ?? null
    },
    listLabels: async (corpus, limit) =>
      (await sql.read(step(labelStatements.listLabels, corpus, limit))).map(labelOf),

    saltOfDay: async (day, fresh) => {
      await sql.write([step(statements.addSalt, day, fresh), step(statements.forgetSalts, day)])
      const [row] = await sql.read(step(statements.findSalt, day))
      if (!row) throw new Error('store: the salt of the day is gone')
      return String(row['salt'])
    },
    forgetSalts: async (beforeDay) => {
      await sql.write([step(statements.forgetSalts, beforeDay)])
    },
    keyOf: async (name, fresh) => {
      await sql.write([step(statements.addKey, name, fresh)])
      const [row] = await sql.read(step(statements.findKey, name))
      if (!row) throw new Error(`store: the key ${name} is gone`)
      return String(row['value'])
    },
    check: async () => {
      await sql.write([step(statements.check, clock())])
    },
  }
}

function hasRows(rows: Row[][]): boolean {
  return rows.some((of) => of.length > 0)
}

function addSource(source: Source): Step {
  const { id, corpus, origin, imageSha256, format, widthPixels, heightPixels } = source
  const { licence, credit, creditUrl, importedAtMs } = source
  const size: Value[] = [widthPixels, heightPixels]
  const rights: Value[] = [licence, credit, creditUrl]
  return step(
    statements.addSource,
    id,
    corpus,
    origin,
    imageSha256,
    format,
    ...size,
    ...rights,
    source.iiif && JSON.stringify(source.iiif),
    importedAtMs,
  )
}

function valuesOf(item: Item, rank: number): Value[] {
  const role = item.status === 'known' ? 'known' : 'unknown'
  const { id, corpus, sourceId, kind, status, stage, level, region } = item
  const { label, confidence, pictureId } = item
  const polygon = item.polygon && JSON.stringify(item.polygon)
  const place: Value[] = [level, region, JSON.stringify(item.box), polygon]
  const facts: Value[] = [id, corpus, sourceId, kind, status, role, stage]
  const { lineId, readingOrder, machineScore } = item
  const rest: Value[] = [lineId, item.place, readingOrder, machineScore]
  return [...facts, ...place, label, confidence, pictureId, ...rest, rank]
}

// The shuffled order is a circle: from a chance point to its end, then from its beginning.
async function drawItems(sql: Sql, draw: Draw): Promise<DrawnItem[]> {
  const { count, from } = draw
  const later = await sql.read(drawBetween(draw, from, 1, count))
  if (later.length >= count) return later.map(drawnItemOf)
  const earlier = await sql.read(drawBetween(draw, 0, from, count - later.length))
  return [...later, ...earlier].map(drawnItemOf)
}

function drawBetween(draw: Draw, from: number, to: number, count: number): Step {
  const pool: Value[] = [draw.corpus, draw.role, draw.retired ? 'retired' : 'open']
  const order: Value[] = [from, to, count]
  if (!draw.label) return step(statements.drawItems, ...pool, ...order)
  const { is, isNot } = drawOfClass[draw.role]
  if ('is' in draw.label) return step(is, ...pool, draw.label.is, ...order)
  return step(isNot, ...pool, draw.label.isNot, ...order)
}

const drawOfClass: Record<Role, { is: string; isNot: string }> = {
  known: { is: statements.drawItemsOfLabel, isNot: statements.drawItemsOfOtherLabels },
  unknown: {
    is: statements.drawItemsOfAssignedClass,
    isNot: statements.drawItemsOfOtherAssignedClass,
  },
}

async function countCorpus(sql: Sql, name: string): Promise<CorpusCounts> {
  const count = async (statement: string, ...more: Value[]): Promise<number> =>
    Number((await sql.read(step(statement, name, ...more)))[0]?.['n'] ?? 0)
  const groups = await sql.read(step(statements.countItems, name))
  const sum = (fits: (row: Row) => boolean): number =>
    groups.filter(fits).reduce((total, row) => total + Number(row['n']), 0)
  const isAsked = (row: Row): boolean =>
    ['open', 'queued', 'retired'].includes(String(row['stage']))
  return {
    sources: await count(statements.countSources),
    known: sum((row) => isAsked(row) && row['status'] === 'known'),
    doubtful: sum((row) => isAsked(row) && row['status'] === 'doubtful'),
    unknown: sum((row) => isAsked(row) && row['status'] === 'unknown'),
    waiting: sum((row) => row['stage'] === 'waiting'),
    unfit: sum((row) => row['stage'] === 'unfit'),
    retired: sum((row) => row['stage'] === 'retired'),
    reported: sum((row) => row['stage'] === 'reported'),
    dropped: sum((row) => row['stage'] === 'dropped'),
    answers: await count(statements.countAnswers),
    labels: await count(labelStatements.countLabels, Number.MAX_SAFE_INTEGER),
  }
}
