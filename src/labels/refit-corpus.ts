import type { Label } from '../model/answer.ts'
import type { FitTime, KeptFit, NetworkRecord } from '../model/fit.ts'
import type { Evidence, ReadingCause, Settlement } from '../model/reading.ts'
import { engine, type Fit } from './fit.ts'
import { fitCorpus } from './fit-corpus.ts'
import { beginDraft, findDraft, openDraft, type Draft, type DraftHead } from './fit-draft.ts'
import {
  allTimeMs,
  changesOf,
  fitFor,
  keepChanges,
  openSession,
  parametersOf,
  type SettleSession,
} from './settle-session.ts'

const itemsPerPage = 100
/** An interrupted fit settles at most so many pages again. */
const pagesPerMark = 10
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
 * work is complete. Interrupted work goes on where it was, unless what it began with has changed.
 */
export async function refitCorpus(begun: SettleSession, cause: ReadingCause): Promise<Refitted> {
  const { context, turn } = begun
  const { fits, corpora } = context
  const { name } = begun.corpus
  const draft = await takeUp(begun, cause)
  // Rules that change from here on leave a mark of their own, and the next settling fits by them.
  const corpus = await corpora.find(name)
  if (!corpus) return nothingDone
  const session = await openSession(corpus, context, turn)
  const settling = draft.head.isSettling
    ? await fitBefore(session, draft.head)
    : await makeFit(session, draft)
  if (!settling) return nothingDone
  const { isWhole, ...settled } = await settleEverything(session, settling, draft)
  if (!isWhole) return settled
  await fits.setStanding(name, draft.head.marks)
  await draft.forget()
  return settled
}

// An unfinished fit, or a new one.
async function takeUp(session: SettleSession, cause: ReadingCause): Promise<Draft> {
  const { recalls } = session
  const { fits, clock } = session.context
  const { name } = session.corpus
  const marks = await fits.countMarks(name)
  const found = await findDraft(fits, name, { recalls, marks, nowMs: clock() })
  if (found && (!found.isSettling || (await fitBefore(session, found))))
    return openDraft(fits, name, found)
  await fits.markStale(name)
  await fits.forgetDraft(name)
  const begun = { recalls, marks: await fits.countMarks(name), cause, ...timeOfFit(clock()) }
  return openDraft(fits, name, beginDraft(begun))
}

/** A fit that readings are settled by: for a page of items, what it knows about their networks. */
type Settling = { kept: KeptFit; fitOf: (page: readonly Evidence[]) => Promise<Fit> }

async function makeFit(session: SettleSession, draft: Draft): Promise<Settling | null> {
  const { context, corpus } = session
  const { organisation, name } = corpus
  const { untilMs, fittedAtMs } = draft.head
  const fit = await fitCorpus(session, untilMs, { ...context.lessonRoom, draft })
  if (!fit) return null
  const kept: KeptFit = {
    corpus: name,
    engine,
    untilMs,
    fittedAtMs,
    labels: await context.readings.countLabels(organisation, name, untilMs),
    recalls: session.recalls,
    isStale: true,
    parameters: JSON.stringify(fit.parameters),
  }
  if (!(await keepFit(session, kept, fit))) return null
  await draft.settle()
  return { kept, fitOf: async () => fit }
}

async function fitBefore(
  session: SettleSession,
  { fittedAtMs }: Pick<DraftHead, 'fittedAtMs'>,
): Promise<Settling | null> {
  const { context, corpus } = session
  const kept = await context.fits.find(corpus.organisation, corpus.name)
  const parameters = parametersOf(kept)
  if (!kept || !parameters || kept.fittedAtMs !== fittedAtMs) return null
  return { kept, fitOf: (page) => fitFor(session, parameters, page) }
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

async function settleEverything(
  session: SettleSession,
  { kept, fitOf }: Settling,
  draft: Draft,
): Promise<Refitted & { isWhole: boolean }> {
  const { corpus, context, turn } = session
  const before = await context.readings.settlement(corpus.name)
  let untilMs = Math.max(before.untilMs, draft.head.latestMs)
  let after = draft.head.settledTo
  let changes = 0
  for (let pages = 1; ; pages++) {
    const next = { after, limit: itemsPerPage, untilMs: allTimeMs, leavesOutKnown: true }
    const page = await context.readings.walk(corpus.organisation, corpus.name, next)
    const isLast = page.length === 0
    const { cause } = draft.head
    const some = await changesOf(session, page, { fit: await fitOf(page), causeOf: () => cause })
    const settled = isLast ? await settlementBy(session, kept, untilMs) : before
    await keepChanges(session, some, { before, after: settled })
    changes += some.length
    // Of what came after the fit began, some is to items that were settled before it came.
    const latestMs = page.reduce((latest, { labels }) => latestOf(labels, latest), untilMs)
    untilMs = Math.min(latestMs, Math.max(before.untilMs, kept.fittedAtMs))
    const { labelsSinceFit } = settled
    if (isLast) return { isWhole: true, changes, labelsSinceFit }
    after = page.at(-1)?.item.id ?? after
    if (pages % pagesPerMark === 0) await draft.advance({ settledTo: after, latestMs: untilMs })
    if (!(await turn.goesOn())) return { isWhole: false, changes, labelsSinceFit }
  }
}
