import type { Corpus } from '../model/corpus.ts'
import type { NetworkRecord, FitTime, KeptFit } from '../model/fit.ts'
import type { Settlement } from '../model/reading.ts'
import { engine, type Fit } from './fit.ts'
import { compareReadings, type RebuiltReadings, type RebuildTally } from './rebuild-readings.ts'
import { fitCorpus } from './fit-corpus.ts'
import { keepFit, settlementBy, timeOfFit } from './refit-corpus.ts'
import {
  allTimeMs,
  isSpokenOf,
  openSession,
  type SettleSession,
  type SettleContext,
} from './settle-session.ts'
import { inTurn } from './settle-turn.ts'

/** The result of a rebuild: how much of what is kept equals, bit for bit, what the log gives. */
export type Rebuilt = {
  corpus: string
  /** Whether nothing was ever said about the corpus, so that there is nothing to make. */
  isBlank: boolean
  isFitSame: boolean
  /** Whether it is known up to where labels are settled. */
  isSettlementSame: boolean
  records: RebuildTally
  readings: RebuildTally
  /** Readings of items whose last labels are not settled yet. */
  behind: number
  /**
   * Accepted readings that no change reports. Reports are not part of the log, so these are lost for good.
   */
  withoutHistory: number
}

const perPage = 100

/**
 * Rebuilds the fit of a corpus and all its readings from the log alone, as of the time of the last fit (or of
 * now, if that is lost too), and compares them with what is kept. It stores the right ones unless it only
 * checks. Holds one page and the records of the networks in memory. Null if another process is working on the
 * corpus.
 */
export function rebuildCorpus(
  corpus: Corpus,
  context: SettleContext,
  { onlyChecks }: { onlyChecks: boolean },
): Promise<Rebuilt | null> {
  return inTurn(context, { corpus: corpus.name, waits: true }, async (turn) => {
    const session = await openSession(corpus, context, turn)
    const marks = await context.fits.countMarks(corpus.name)
    const kept = await context.fits.find(corpus.organisation, corpus.name)
    const lastTime = (await context.fits.lastTime(corpus.name)) ?? kept
    if (!lastTime && !(await isSpokenOf(session))) return nothingToMake(corpus)
    const time = lastTime ?? timeOfFit(context.clock())
    const fit = await fitCorpus(session, time.untilMs)
    if (!fit) return null
    const right = await describeFit(session, fit, { time, kept })
    const isFitSame = kept !== null && JSON.stringify(kept) === JSON.stringify(right)
    const records = await compareRecords(session, fit)
    if (!onlyChecks && (!isFitSame || records.different > 0)) {
      if (!(await keepFit(session, { ...right, isStale: true }, fit))) return null
      // Changes since the start are still to be fitted.
      if (!right.isStale) await context.fits.setStanding(right.corpus, marks)
    }
    const settlement = await findSettlement(session)
    const found = await compareReadings(session, { fit, onlyChecks, settlement })
    const isSettlementSame = settlement !== null
    if (!onlyChecks && (!settlement || !lastTime)) await keepSettlement(session, right, found)
    const { readings, behind, withoutHistory } = found
    const result = { isFitSame, isSettlementSame, records, readings, behind, withoutHistory }
    return { corpus: corpus.name, isBlank: false, ...result }
  })
}

function nothingToMake({ name }: Corpus): Rebuilt {
  return {
    corpus: name,
    isBlank: true,
    isFitSame: true,
    isSettlementSame: true,
    records: { same: 0, different: 0 },
    readings: { same: 0, different: 0 },
    behind: 0,
    withoutHistory: 0,
  }
}

// A corpus that has labels and was fitted is settled up to some time.
async function findSettlement({ context, corpus }: SettleSession): Promise<Settlement | null> {
  const settlement = await context.readings.settlement(corpus.name)
  if (settlement.untilMs > 0) return settlement
  const { organisation, name } = corpus
  const labels = await context.readings.countLabels(organisation, name, allTimeMs)
  return labels > 0 ? null : settlement
}

async function keepSettlement(
  session: SettleSession,
  right: KeptFit,
  { latestMs }: RebuiltReadings,
): Promise<void> {
  const settled = await settlementBy(session, right, latestMs)
  await session.context.readings.keep([], { corpus: session.corpus.name, ...settled })
}

type Known = { time: FitTime; kept: KeptFit | null }

// Whether the next settling is to refit is not part of the fit.
async function describeFit(
  { corpus, context, recalls }: SettleSession,
  fit: Fit,
  { time: { untilMs, fittedAtMs }, kept }: Known,
): Promise<KeptFit> {
  return {
    corpus: corpus.name,
    engine,
    untilMs,
    labels: await context.readings.countLabels(corpus.organisation, corpus.name, untilMs),
    fittedAtMs,
    recalls: kept?.recalls ?? recalls,
    isStale: kept?.isStale ?? false,
    parameters: JSON.stringify(fit.parameters),
  }
}

async function compareRecords(
  { corpus, context }: SettleSession,
  { records }: Fit,
): Promise<RebuildTally> {
  let same = 0
  let others = 0
  let after = ''
  for (;;) {
    const { organisation, name } = corpus
    const page = await context.fits.listRecords(organisation, name, after, perPage)
    if (page.length === 0) break
    for (const record of page) {
      if (isSameRecord(record, records.get(record.networkHash))) same += 1
      else if (!records.get(record.networkHash)) others += 1
    }
    after = page.at(-1)?.networkHash ?? after
  }
  return { same, different: records.size - same + others }
}

function isSameRecord(one: NetworkRecord, other: NetworkRecord | undefined): boolean {
  return (
    other !== undefined &&
    one.knownAsked === other.knownAsked &&
    one.knownRight === other.knownRight &&
    one.compared === other.compared &&
    one.agreed === other.agreed &&
    one.isHeld === other.isHeld
  )
}
