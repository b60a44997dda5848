import { recallsMax, type Alarm, type Recall, type Recalls } from '../../model/recall.ts'
import type { Random } from '../../model/stores.ts'
import { recallStatements } from './recall-statements.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql, type Value } from './sql.ts'

/** Recalls kept in an SQL engine. */
export function openRecalls(sql: Sql, random: Random): Recalls {
  return {
    add: async (organisation, recalls, line) => {
      const [first] = recalls
      if (!first) return
      const added = recalls.map((recall) =>
        step(recallStatements.addRecall, ...valuesOf(recall), recall.corpus, organisation),
      )
      const these = commandValues(first.id, organisation)
      const audited = step(
        recallStatements.addAuditOfRecall,
        ...auditValues(line, random),
        ...these,
      )
      await sql.write([...added, audited])
    },
    lift: async (organisation, id, { atMs, line }) => {
      const these = commandValues(id, organisation)
      const [, lifted = []] = await sql.write([
        step(recallStatements.addAuditOfRecall, ...auditValues(line, random), ...these),
        step(recallStatements.liftRecalls, atMs, ...these),
      ])
      return lifted.length
    },
    end: async (organisation, id, { toMs, line }) => {
      const these = commandValues(id, organisation)
      const [, ended = []] = await sql.write([
        step(recallStatements.addAuditOfEnd, ...auditValues(line, random), ...these),
        step(recallStatements.endRecalls, toMs, ...these),
      ])
      return ended.length
    },
    list: async (organisation, corpus) => {
      const values: Value[] = [corpus, organisation, recallsMax]
      return (await sql.read(step(recallStatements.listRecalls, ...values))).map(recallOf)
    },
  }
}

// All ids that begin with this one and a full stop; `/` is the character after it.
function commandValues(id: string, organisation: string): Value[] {
  return [id, `${id}.`, `${id}/`, organisation]
}

function valuesOf(recall: Recall): Value[] {
  return [
    recall.id,
    recall.corpus,
    recall.networkHash,
    recall.fromMs,
    recall.toMs,
    recall.reason,
    recall.recalledAtMs,
    recall.liftedAtMs,
    recall.alarm,
  ]
}

function recallOf(row: Row): Recall {
  const number = (column: string): number | null =>
    row[column] == null ? null : Number(row[column])
  return {
    id: String(row['id']),
    corpus: String(row['corpus']),
    networkHash: row['network_hash'] == null ? null : String(row['network_hash']),
    fromMs: number('from_ms'),
    toMs: number('to_ms'),
    reason: String(row['reason']),
    recalledAtMs: Number(row['recalled_at_ms']),
    liftedAtMs: number('lifted_at_ms'),
    alarm: row['alarm'] == null ? null : (String(row['alarm']) as Alarm),
  }
}
