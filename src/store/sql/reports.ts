import {
  reporterRecord,
  reportWave,
  reportWeights,
  shownOfClassMin,
  type Report,
  type ReportedItem,
  type ReportReason,
  type ReportRules,
  type Reports,
} from '../../model/report.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { itemOf } from './rows.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { pairStatements } from './pair-statements.ts'
import { reportStatements } from './report-statements.ts'
import { sweep } from './sweep.ts'

/** A wave is told by this many of its reports. */
const countedInWaveMax = 300
const lightReportsMax = 100
const { windowMs, usualMs, timesUsual } = reportWave
const windowsInUsual = usualMs / windowMs
const usualCountedMax = Math.ceil((countedInWaveMax * windowsInUsual) / timesUsual) + 1

/** Reports of visitors kept in an SQL engine. */
export function openReports(sql: Sql, clock: Clock, random: Random): Reports {
  return {
    keepReport: async (report, rules) => {
      const { corpus, reportedAtMs } = report
      const [kept = [], , left = [], , wave = []] = await sql.write([
        addReport(report, rules),
        weighReports(report, reportedAtMs),
        ...takeOut(report, rules, reportedAtMs),
        step(reportStatements.countWave, corpus, reportedAtMs - windowMs),
      ])
      const isOfWave = Number(kept[0]?.['in_wave'] ?? 0) === 1
      return { hasLeft: left.length > 0, beginsWave: isOfWave && Number(wave[0]?.['n']) === 1 }
    },
    weighAgain: async ({ networkHash, day, nowMs }, rules) => {
      const values = [networkHash, day, reportWeights.good, lightReportsMax]
      const light = await sql.read(step(reportStatements.lightReports, ...values))
      if (light.length === 0) return 0
      const said = light.map((row) => ({
        itemId: String(row['item_id']),
        reason: row['reason'] as ReportReason,
      }))
      const [, ...rows] = await sql.write([
        weighReports({ networkHash, day }, nowMs),
        ...said.flatMap((report) => takeOut(report, rules, nowMs)),
      ])
      return rows.flat().length
    },
    listReported: async (organisation, corpus, after, limit) =>
      (await sql.read(step(reportStatements.listReported, corpus, organisation, after, limit))).map(
        reportedOf,
      ),
    listShown: async (organisation, corpus, limit) =>
      (await sql.read(step(reportStatements.listShown, corpus, organisation, limit))).map(
        reportedOf,
      ),
    countReported: async (organisation, corpus) =>
      Number(
        (await sql.read(step(reportStatements.countReported, corpus, organisation)))[0]?.['n'] ?? 0,
      ),
    findWave: async (organisation, corpus) => {
      const [row] = await sql.read(step(reportStatements.findWave, corpus, organisation))
      const reports = Number(row?.['n'] ?? 0)
      if (!row || reports === 0) return null
      return { fromMs: Number(row['from_ms']), toMs: Number(row['to_ms']), reports }
    },
    reviewItem: async (organisation, itemId, review, line) => {
      const decide =
        review === 'keep' ? reportStatements.keepReported : reportStatements.dropReported
      const [, rows = []] = await sql.write([
        step(
          reportStatements.addAuditOfReported,
          ...auditValues(line, random),
          itemId,
          organisation,
        ),
        step(decide, itemId, organisation),
        step(reportStatements.reviewReports, clock(), itemId, organisation),
        step(pairStatements.dissolveOwnPairOf, itemId, organisation),
      ])
      return rows.length > 0
    },
    undo: async (organisation, corpus, { fromMs, toMs }, line) => {
      const period = [corpus, organisation, fromMs, toMs]
      const now = clock()
      const [, annulled = [], left = []] = await sql.write([
        step(reportStatements.addAuditOfPeriod, ...auditValues(line, random), ...period, ...period),
        step(reportStatements.reviewReportsOfLeft, now, ...period),
        step(reportStatements.showLeft, ...period),
      ])
      // The rest changes nothing that is shown, so it need not come in the same commit.
      const rest = await sweep(sql, reportStatements.reviewReportsOfPeriod, now, ...period)
      return { ids: left.map((row) => String(row['id'])), reports: annulled.length + rest }
    },
  }
}

function addReport(report: Report, { perDayMax }: ReportRules): Step {
  const { challengeId, itemId, corpus, reason, networkHash, day, reportedAtMs } = report
  const facts = [challengeId, itemId, corpus, reason, networkHash, day, reportedAtMs]
  const usually = [corpus, reportedAtMs - usualMs, usualCountedMax]
  const lately = [corpus, reportedAtMs - windowMs, countedInWaveMax]
  const wave = [reportWave.reportsMin, windowsInUsual / timesUsual, ...usually, ...lately]
  const bounds = [itemId, networkHash, day, perDayMax]
  return step(reportStatements.addReport, ...facts, ...wave, ...bounds)
}

function weighReports(
  { networkHash, day }: Pick<Report, 'networkHash' | 'day'>,
  nowMs: number,
): Step {
  const { good, poor, none } = reportWeights
  const { rightPercentMin, answersMax } = reporterRecord
  const record = [rightPercentMin, good, poor, none, windowMs, nowMs, answersMax]
  return step(reportStatements.weighReports, ...record, networkHash, day, good)
}

// With the item goes its pair; both steps do nothing if the item stays.
function takeOut(
  { itemId, reason }: Pick<Report, 'itemId' | 'reason'>,
  { reportersMax, sharePercentMax, reusesRetired }: ReportRules,
  nowMs: number,
): Step[] {
  const alsoShown = reusesRetired ? 'retired' : 'open'
  const said = [nowMs, itemId, itemId, reason, reportWeights.good * reportersMax[reason]]
  const floor = [sharePercentMax, sharePercentMax, alsoShown, alsoShown, shownOfClassMin]
  const wave = [nowMs - windowMs, nowMs - windowMs, reportWave.leavesMax]
  return [
    step(reportStatements.takeOut, ...said, ...floor, ...wave),
    step(pairStatements.dissolvePairOf, itemId),
  ]
}

function reportedOf(row: Row): ReportedItem {
  const count = (reason: ReportReason): number => Number(row[reason])
  return {
    item: itemOf(row),
    origin: String(row['origin']),
    counts: { unreadable: count('unreadable'), inappropriate: count('inappropriate') },
  }
}
