import type { NetworkRecord, Fits, KeptFit } from '../../model/fit.ts'
import { chunksOf } from './evidence.ts'
import { labelStatements } from './label-statements.ts'
import { networkRecordOf, fitOf } from './label-rows.ts'
import { step, type Sql, type Step, type Value } from './sql.ts'
import { sweep } from './sweep.ts'

const recordsPerCommit = 200
/** More stages than any fit has. */
const draftStagesMax = 1_000

/**
 * Fits kept in an SQL engine. The records of a new fit are written beside the old ones, under the next number;
 * the commit that names this number makes them current. What killed runs left is swept.
 */
export function openFits(sql: Sql): Fits {
  return {
    find: async (organisation, corpus) =>
      (await sql.read(step(labelStatements.findFit, corpus, organisation))).map(fitOf)[0] ?? null,
    keep: async (fit, records) => {
      const [row] = await sql.read(step(labelStatements.findGeneration, fit.corpus))
      const generation = Number(row?.['generation'] ?? 0)
      await forgetOthers(sql, fit.corpus, generation)
      for await (const some of batchesOf(records))
        await sql.write(some.map((record) => addRecord(fit.corpus, generation + 1, record)))
      await sql.write([keepFit(fit, generation + 1), addTime(fit)])
      await forgetOthers(sql, fit.corpus, generation + 1)
    },
    markStale: async (corpus) => {
      await sql.write([step(labelStatements.markStale, corpus)])
    },
    countMarks: async (corpus) =>
      Number((await sql.read(step(labelStatements.countMarks, corpus)))[0]?.['n'] ?? 0),
    setStanding: async (corpus, marks) => {
      await sql.write([step(labelStatements.setStanding, marks, corpus)])
    },
    lastTime: async (corpus) => {
      const [row] = await sql.read(step(labelStatements.lastFitTime, corpus))
      return row
        ? { untilMs: Number(row['until_ms']), fittedAtMs: Number(row['fitted_at_ms']) }
        : null
    },
    findDraft: async (corpus) => {
      const [row] = await sql.read(step(labelStatements.findDraft, corpus))
      return row ? String(row['head']) : null
    },
    keepDraft: async (corpus, head, part) => {
      const kept = step(labelStatements.keepDraft, corpus, head)
      if (!part) return void (await sql.write([kept]))
      const { stage, number, body } = part
      await sql.write([step(labelStatements.keepDraftPart, corpus, stage, number, body), kept])
    },
    readDraftPart: async (corpus, stage, number) => {
      const [row] = await sql.read(step(labelStatements.readDraftPart, corpus, stage, number))
      return row ? String(row['body']) : null
    },
    forgetDraftParts: (corpus, { from, to }) => forgetParts(sql, corpus, from, to),
    forgetDraft: async (corpus) => {
      await sql.write([step(labelStatements.forgetDraft, corpus)])
      await forgetParts(sql, corpus, 0, draftStagesMax)
    },
    recordsOf: async (organisation, corpus, networks) => {
      const found: NetworkRecord[] = []
      const isOne = networks.length === 1
      const statement = isOne
        ? labelStatements.findNetworkRecord
        : labelStatements.theseNetworkRecords
      for (const some of isOne ? [networks] : chunksOf(networks)) {
        const rows = await sql.read(step(statement, corpus, organisation, ...some))
        found.push(...rows.map(networkRecordOf))
      }
      return found
    },
    listRecords: async (organisation, corpus, after, limit) => {
      const values: Value[] = [corpus, organisation, after, limit]
      const rows = await sql.read(step(labelStatements.listNetworkRecords, ...values))
      return rows.map(networkRecordOf)
    },
  }
}

async function forgetParts(sql: Sql, corpus: string, from: number, to: number): Promise<void> {
  for (;;) {
    const [rows = []] = await sql.write([step(labelStatements.forgetDraftParts, corpus, from, to)])
    if (rows.length === 0) return
  }
}

function forgetOthers(sql: Sql, corpus: string, generation: number): Promise<number> {
  return sweep(sql, labelStatements.forgetNetworkRecords, corpus, generation, generation)
}

function keepFit(fit: KeptFit, generation: number): Step {
  const { corpus, engine, untilMs, labels, fittedAtMs, recalls, isStale, parameters } = fit
  const facts: Value[] = [corpus, generation, engine, untilMs, labels, fittedAtMs, recalls]
  return step(labelStatements.keepFit, ...facts, isStale ? 1 : 0, corpus, parameters)
}

function addTime({ corpus, untilMs, fittedAtMs }: KeptFit): Step {
  return step(labelStatements.addFitTime, corpus, untilMs, fittedAtMs, corpus)
}

function addRecord(corpus: string, generation: number, record: NetworkRecord): Step {
  const { networkHash, knownAsked, knownRight, compared, agreed, isHeld } = record
  const counts: Value[] = [knownAsked, knownRight, compared, agreed, isHeld ? 1 : 0]
  return step(labelStatements.addNetworkRecord, corpus, generation, networkHash, ...counts)
}

const batchesOf = async function* (
  records: Iterable<NetworkRecord> | AsyncIterable<NetworkRecord>,
): AsyncGenerator<NetworkRecord[]> {
  let batch: NetworkRecord[] = []
  for await (const record of records) {
    batch.push(record)
    if (batch.length < recordsPerCommit) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
