import type { Corpus } from '../model/corpus.ts'
import type { KeptFit } from '../model/fit.ts'
import type { Evidence, LabelMark, ReadingCause, Settlement } from '../model/reading.ts'
import { beginFit, type Parameters } from './fit.ts'
import { keepingMs, refitCorpus } from './refit-corpus.ts'
import {
  allTimeMs,
  changesOf,
  fitFor,
  isSpokenOf,
  keepChanges,
  openSession,
  parametersOf,
  type SettleSession,
  type SettleContext,
} from './settle-session.ts'
import { inTurn } from './settle-turn.ts'
import { watchCorpus } from './watch-corpus.ts'

/** How many readings of a corpus changed, and how; nothing if another process was working on it. */
export type SettledCounts = {
  corpus: string
  settled: number
  isRefitted: boolean
  /** Labels that the fit has settled but not learned from yet. */
  labelsSinceFit: number
  /** A refit is due and was left for later. */
  isRefitDue: boolean
  isBusy: boolean
  /** Why acceptance was stopped, or goes on: a sentence for each hold that was made, ended or lifted. */
  holds: readonly string[]
}

/**
 * `again` refits whatever has come since. `waits` waits up to ten seconds for another process. `defersRefit`
 * only reports whether a refit is due.
 */
export type SettleOptions = { again?: boolean; waits?: boolean; defersRefit?: boolean }

const itemsPerBatch = 200
/** An answer may be kept a little after its time, so the last ones are checked again. */
const lookBackMs = 5 * 60_000
/** How many items a run remembers to have settled. */
const settledKeptMax = 20_000
/** The growth of a corpus that makes its fit old: by this share, and by at least this many labels. */
const refitRules = { growthShare: 0.3, labelsMin: 50 } as const

/**
 * Brings the readings of a corpus up to date, after looking for signs of an attack. The kept fit settles the
 * items that anything was said about since the last time. A new fit settles all items if there is no fit, if it
 * is stale or of another engine, if labels were recalled or held since, or if a third as many have come. Works
 * in batches, each in one commit: it holds one batch in memory and resumes after an interruption.
 */
export async function settleCorpus(
  corpus: Corpus,
  context: SettleContext,
  { again = false, waits = false, defersRefit = false }: SettleOptions = {},
): Promise<SettledCounts> {
  const done = await inTurn(context, { corpus: corpus.name, waits }, async (turn) => {
    const kept = await context.fits.find(corpus.organisation, corpus.name)
    const parameters = parametersOf(kept)
    const watched = parameters ?? beginFit(corpus.kind).parameters
    const holds = await watchCorpus(corpus, context, watched)
    const session = await openSession(corpus, context, turn)
    const nothing = { ...nothingSettled(corpus), holds }
    const refit = async (cause: ReadingCause, before: number): Promise<SettledCounts> => {
      if (defersRefit) return { ...nothing, settled: before, isRefitDue: true }
      const { changes, labelsSinceFit } = await refitCorpus(session, cause)
      const settled = before + changes
      return { ...nothing, settled, isRefitted: true, labelsSinceFit }
    }
    if (again || !kept || !parameters || kept.isStale)
      return kept || (await isSpokenOf(session)) ? refit('refit', 0) : nothing
    if (kept.recalls !== session.recalls) return refit('recall', 0)
    const { labelsSinceFit, changes } = await settleTouched(session, parameters)
    if (labelsSinceFit >= growthMin(kept)) return refit('refit', changes)
    return { ...nothing, settled: changes, labelsSinceFit }
  })
  return done ?? { ...nothingSettled(corpus), isBusy: true }
}

/** Settles these items at once, after a decision on them. Says whether no other process was in the way. */
export async function settleItems(
  corpus: Corpus,
  itemIds: readonly string[],
  context: SettleContext,
): Promise<boolean> {
  const done = await inTurn(context, { corpus: corpus.name, waits: true }, async (turn) => {
    const session = await openSession(corpus, context, turn)
    const kept = parametersOf(await context.fits.find(corpus.organisation, corpus.name))
    const parameters = kept ?? beginFit(corpus.kind).parameters
    const settlement = await context.readings.settlement(corpus.name)
    const terms = { parameters, settlement, next: settlement, causeOf: () => 'decision' as const }
    await settleBatch(session, itemIds, terms)
    return true
  })
  return done ?? false
}

function nothingSettled({ name }: Corpus): SettledCounts {
  return {
    corpus: name,
    settled: 0,
    isRefitted: false,
    labelsSinceFit: 0,
    isRefitDue: false,
    isBusy: false,
    holds: [],
  }
}

function growthMin({ labels }: KeptFit): number {
  return Math.max(refitRules.labelsMin, refitRules.growthShare * labels)
}

async function settleTouched(
  session: SettleSession,
  parameters: Parameters,
): Promise<{ labelsSinceFit: number; changes: number }> {
  const { context, corpus, turn } = session
  const before = await context.readings.settlement(corpus.name)
  // If the clock was set back, new labels are older than what is settled.
  const sinceMs = Math.min(before.untilMs, context.clock()) - lookBackMs
  const causeOf = ({ decision }: Evidence): ReadingCause =>
    decision !== null && decision.decidedAtMs >= sinceMs ? 'decision' : 'labels'
  const now = context.clock()
  let settlement = before
  let changes = 0
  let isAnyRead = false
  for await (const { ids, marks } of touchedSince(session, sinceMs, now - keepingMs)) {
    const next = goOnFrom(settlement, marks, before)
    changes += await settleBatch(session, ids, { parameters, settlement, next, causeOf })
    settlement = next
    isAnyRead = true
    if (!(await turn.goesOn())) return { labelsSinceFit: settlement.labelsSinceFit, changes }
  }
  // So that a corpus in which nothing more happens is not read again and again.
  if (isAnyRead && now - lookBackMs > settlement.untilMs) {
    const after = { ...settlement, untilMs: now - lookBackMs }
    await keepChanges(session, [], { before: settlement, after })
  }
  return { labelsSinceFit: settlement.labelsSinceFit, changes }
}

type Batch = { ids: readonly string[]; marks: readonly LabelMark[] }

const touchedSince = async function* (
  { context, corpus }: SettleSession,
  sinceMs: number,
  loggedMs: number,
): AsyncGenerator<Batch> {
  // Other changes come first. If this is interrupted they are found again, because the time that is kept is
  // that of the labels.
  let after = ''
  for (;;) {
    const ids = await context.readings.listTouched(corpus.name, sinceMs, after, itemsPerBatch)
    if (ids.length === 0) break
    yield { ids, marks: [] }
    after = ids.at(-1) ?? after
  }
  let mark: LabelMark = { givenAtMs: sinceMs, challengeId: '', itemId: '' }
  const done = new Set<string>()
  for (;;) {
    const marks = await context.readings.listMarks(corpus.name, mark, itemsPerBatch)
    const last = marks.at(-1)
    if (!last) return
    // An item was settled with all of its labels that were in the log, whichever of them came up first.
    const news = marks.filter(({ itemId, givenAtMs }) => givenAtMs > loggedMs || !done.has(itemId))
    const ids = [...new Set(news.map(({ itemId }) => itemId))]
    yield { ids, marks }
    if (done.size > settledKeptMax) done.clear()
    for (const id of ids) done.add(id)
    mark = last
  }
}

function goOnFrom(
  { untilMs, labelsSinceFit }: Settlement,
  marks: readonly LabelMark[],
  before: Settlement,
): Settlement {
  // Labels that are checked again were counted the first time.
  const fresh = marks.filter(({ givenAtMs }) => givenAtMs > before.untilMs).length
  return {
    untilMs: Math.max(untilMs, marks.at(-1)?.givenAtMs ?? 0),
    labelsSinceFit: labelsSinceFit + fresh,
  }
}

type BatchTerms = {
  parameters: Parameters
  settlement: Settlement
  /** How far the corpus is settled with these items. */
  next: Settlement
  causeOf: (evidence: Evidence) => ReadingCause
}

async function settleBatch(
  session: SettleSession,
  itemIds: readonly string[],
  { parameters, settlement, next, causeOf }: BatchTerms,
): Promise<number> {
  const { context, corpus } = session
  const { readings } = context
  const page = await readings.evidenceOf(corpus.organisation, itemIds, allTimeMs)
  const fit = await fitFor(session, parameters, page)
  const changes = await changesOf(session, page, { fit, causeOf })
  const isNews = changes.length > 0 || next.untilMs !== settlement.untilMs
  if (isNews) await keepChanges(session, changes, { before: settlement, after: next })
  return changes.length
}
