import type { ReportedItem, ReportReason, Reports } from '../../model/report.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { itemOf } from './rows.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql, type Value } from './sql.ts'
import { pairStatements } from './pair-statements.ts'
import { reportStatements } from './report-statements.ts'

/** Reports of visitors kept in an SQL engine. */
export function openReports(sql: Sql, clock: Clock, random: Random): Reports {
  return {
    keepReport: async (report, { reportersMax, perDayMax }) => {
      const { challengeId, itemId, corpus, reason, networkHash, day } = report
      const facts: Value[] = [challengeId, itemId, corpus, reason, networkHash, day]
      const [, left = []] = await sql.write([
        step(reportStatements.addReport, ...facts, itemId, networkHash, day, perDayMax),
        step(reportStatements.reportItem, itemId, itemId, reason, reportersMax[reason]),
        step(pairStatements.dissolvePairOf, itemId),
      ])
      return left.length > 0
    },
    listReported: async (organisation, corpus, after, limit) =>
      (await sql.read(step(reportStatements.listReported, corpus, organisation, after, limit))).map(
        reportedOf,
      ),
    countReported: async (organisation, corpus) =>
      Number(
        (await sql.read(step(reportStatements.countReported, corpus, organisation)))[0]?.['n'] ?? 0,
      ),
    reviewItem: async (organisation, itemId, review, line) => {
      const decide =
        review === 'keep' ? reportStatements.keepReported : reportStatements.dropReported
      const [, , rows = []] = await sql.write([
        step(
          reportStatements.addAuditOfReported,
          ...auditValues(line, random),
          itemId,
          organisation,
        ),
        step(reportStatements.reviewReports, clock(), itemId, itemId, organisation),
        step(decide, itemId, organisation),
      ])
      return rows.length > 0
    },
  }
}

function reportedOf(row: Row): ReportedItem {
  const count = (reason: ReportReason): number => Number(row[reason])
  return {
    item: itemOf(row),
    origin: String(row['origin']),
    counts: { unreadable: count('unreadable'), inappropriate: count('inappropriate') },
  }
}
