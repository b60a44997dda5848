import type { Label } from '../model/answer.ts'
import type { FitTime, KeptFit, NetworkRecord } from '../model/fit.ts'
import type { Evidence, ReadingCause, Settlement } from '../model/reading.ts'
import { beginFit, engine, readParameters, type Fit, type Parameters } from './fit.ts'
import { countKnown, hearLesson } from './lesson.ts'
import { lessonRules, openLessons } from './lessons.ts'
import { noRecords, openKnownAnswerCounts } from './network-records.ts'
import { openNetworks } from './networks.ts'
import {
  allTimeMs,
  changesOf,
  keepChanges,
  openSession,
  type SettleSession,
} from './settle-session.ts'
import { fitRounds, openTally, type RoundFit } from './tally.ts'

const itemsPerPage = 100
const lessonsPerTurn = 500
const recordsPerTurn = 1_000

/**
 * An answer may be kept a little after its time. This is longer than a store keeps a writer waiting, so by
 * then the answer is in the log.
 */
export const keepingMs = 15_000

/** The time of a fit that is made now: the time up to which it sees labels. */
export function timeOfFit(nowMs: number): FitTime {
  return {
    untilMs: nowMs - keepingMs,
    fittedAtMs: nowMs,
  }
}

/** The result of a refit: how many readings changed, and how many labels came after the fit's time. */
export type Refitted = { changes: number; labelsSinceFit: number }

/**
 * Refits a corpus to all its labels, keeps the fit, and settles every item by it. The fit is stale until the
 * work is complete, so interrupted work starts again from the beginning.
 */
export async function refitCorpus(begun: SettleSession, cause: ReadingCause): Promise<Refitted> {
  const { context, turn } = begun
  const { fits, readings, corpora, clock } = context
  const { name } = begun.corpus
  await fits.markStale(name)
  const marks = await fits.countMarks(name)
  // Rules that change from here on leave a mark of their own, and the next settling fits by them.
  const corpus = await corpora.find(name)
  if (!corpus) return nothingDone
  const session = await openSession(corpus, context, turn)
  const time = timeOfFit(clock())
  const fit = await fitCorpus(session, time.untilMs)
  if (!fit) return nothingDone
  const labels = await readings.countLabels(corpus.organisation, name, time.untilMs)
  const kept: KeptFit = {
    corpus: name,
    engine,
    ...time,
    labels,
    recalls: session.recalls,
    isStale: true,
    parameters: JSON.stringify(fit.parameters),
  }
  if (!(await keepFit(session, kept, fit))) return nothingDone
  const { isWhole, ...settled } = await settleEverything(session, { fit, kept, cause })
  if (isWhole) await fits.setStanding(name, marks)
  return settled
}

const nothingDone: Refitted = { changes: 0, labelsSinceFit: 0 }

class TurnLost extends Error {}

/** Keeps a fit and its records, of which there may be millions. Says whether the turn was not lost meanwhile. */
export async function keepFit(
  { context, turn }: Pick<SettleSession, 'context' | 'turn'>,
  kept: KeptFit,
  { records }: Fit,
): Promise<boolean> {
  const inTurn = async function* (): AsyncGenerator<NetworkRecord> {
    let count = 0
    for (const record of records.values()) {
      count += 1
      if (count % recordsPerTurn === 0 && !(await turn.goesOn())) throw new TurnLost()
      yield record
    }
  }
  try {
    await context.fits.keep(kept, inTurn())
    return true
  } catch (cause) {
    if (cause instanceof TurnLost) return false
    throw cause
  }
}

/**
 * Fits all labels of a corpus up to a time. Reads the log once and keeps what it can teach small, for the further
 * rounds; what there is no room for is read again in each. Holds one page of items besides, and the records of the
 * networks. The same log gives the same fit. Null if the turn was lost.
 */
export async function fitCorpus(
  session: SettleSession,
  untilMs: number,
  { answersMax } = lessonRules,
): Promise<Fit | null> {
  const { corpus, turn, terms } = session
  const lessons = openLessons(answersMax)
  const fitNetworks = { networks: openNetworks(), known: openKnownAnswerCounts() }
  const roundTerms = { ...terms, ...fitNetworks }
  let fit: RoundFit = { parameters: beginFit(corpus.kind).parameters, records: noRecords }
  let kept = ''
  for (let round = 0; round < fitRounds; round++) {
    const tally = openTally(fit, roundTerms, round)
    let count = 0
    for (const lesson of round === 0 ? [] : lessons) {
      tally.add(lesson)
      count += 1
      if (count % lessonsPerTurn === 0 && !(await goesOn(session))) return null
    }
    const pages = walkAll(session, { after: kept, untilMs })
    for await (const page of pages) {
      for (const evidence of page) {
        const lesson = hearLesson(evidence, roundTerms)
        if (round === 0) countKnown(evidence, roundTerms)
        if (round === 0 && lessons.add(lesson)) kept = evidence.item.id
        tally.add(lesson)
      }
      if (!(await turn.goesOn())) return null
    }
    fit = tally.close()
  }
  return { parameters: asKept(fit.parameters), records: fit.records }
}

// Between two calls of the store a job lets others in.
async function goesOn({ turn, context, corpus }: SettleSession): Promise<boolean> {
  return (await turn.goesOn()) && (await context.corpora.find(corpus.name)) !== null
}

async function* walkAll(
  { corpus, context }: SettleSession,
  { after, untilMs }: { after: string; untilMs: number },
): AsyncGenerator<Evidence[]> {
  for (;;) {
    const next = { after, limit: itemsPerPage, untilMs }
    const page = await context.readings.walk(corpus.organisation, corpus.name, next)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.item.id
  }
}

// Settles with the parameters as they will be read back, so that nothing depends on what JSON cannot hold.
function asKept(parameters: Parameters): Parameters {
  const read = readParameters(JSON.stringify(parameters))
  if (!read) throw new Error('labels: the engine does not read its own parameters')
  return read
}

/** The time of the latest of these labels, or the given time if that is later. */
export function latestOf(labels: readonly Label[], latest: number): number {
  return labels.reduce((most, { givenAtMs }) => Math.max(most, givenAtMs), latest)
}

/** How far a corpus is settled by a fit, when all labels up to a time are settled. */
export async function settlementBy(
  { corpus, context }: SettleSession,
  { labels }: Pick<KeptFit, 'labels'>,
  untilMs: number,
): Promise<Settlement> {
  const { organisation, name } = corpus
  const all = await context.readings.countLabels(organisation, name, untilMs)
  return { untilMs, labelsSinceFit: Math.max(0, all - labels) }
}

type SettledBy = { fit: Fit; kept: KeptFit; cause: ReadingCause }

async function settleEverything(
  session: SettleSession,
  { fit, kept, cause }: SettledBy,
): Promise<Refitted & { isWhole: boolean }> {
  const { corpus, context, turn } = session
  const before = await context.readings.settlement(corpus.name)
  let { untilMs } = before
  let after = ''
  let changes = 0
  for (;;) {
    const next = { after, limit: itemsPerPage, untilMs: allTimeMs, leavesOutKnown: true }
    const page = await context.readings.walk(corpus.organisation, corpus.name, next)
    const isLast = page.length === 0
    const some = await changesOf(session, page, { fit, causeOf: () => cause })
    const settled = isLast ? await settlementBy(session, kept, untilMs) : before
    await keepChanges(session, some, { before, after: settled })
    changes += some.length
    untilMs = page.reduce((latest, { labels }) => latestOf(labels, latest), untilMs)
    const { labelsSinceFit } = settled
    if (isLast) return { isWhole: true, changes, labelsSinceFit }
    after = page.at(-1)?.item.id ?? after
    if (!(await turn.goesOn())) return { isWhole: false, changes, labelsSinceFit }
  }
}
