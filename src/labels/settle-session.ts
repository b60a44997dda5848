import { kindNamed, type Kinds } from '../kinds/kind.ts'
import type { Corpus, Corpora } from '../model/corpus.ts'
import type { Fits, KeptFit } from '../model/fit.ts'
import type {
  Evidence,
  Reading,
  ReadingCause,
  ReadingChange,
  Readings,
  Settlement,
} from '../model/reading.ts'
import type { Recall, Recalls } from '../model/recall.ts'
import { changeOf } from './change.ts'
import { engine, readParameters, type Fit, type Parameters } from './fit.ts'
import { openBuffers } from './buffers.ts'
import type { LessonRoom } from './lessons.ts'
import type { Turn, TurnContext } from './settle-turn.ts'
import { settle, type Terms } from './settle.ts'

/** What settling needs from the outside world. */
export type SettleContext = TurnContext & {
  corpora: Pick<Corpora, 'listAll' | 'find'>
  readings: Readings
  fits: Fits
  recalls: Recalls
  kinds: Kinds
  /** How much of a fit is held at a time. */
  lessonRoom?: LessonRoom
}

/** A corpus whose readings are worked on, and the terms to settle them by. */
export type SettleSession = {
  corpus: Corpus
  context: SettleContext
  turn: Turn
  terms: Terms
  /** How often its labels were recalled, a hold ended, or a recall was lifted. */
  recalls: number
}

/** A settling leaves nothing out; a fit ends at its time. */
export const allTimeMs = Number.MAX_SAFE_INTEGER

const changesPerCommit = 50

/** Gathers what the work on a corpus needs. */
export async function openSession(
  corpus: Corpus,
  context: SettleContext,
  turn: Turn,
): Promise<SettleSession> {
  const recalls = await context.recalls.list(corpus.organisation, corpus.name)
  const standing = recalls.filter(({ liftedAtMs }) => liftedAtMs === null)
  const agreement = kindNamed(context.kinds, corpus.kind).agreement(corpus.textPolicy)
  const terms = { rules: corpus.stopRules, agreement, recalls: standing, buffers: openBuffers() }
  return { corpus, context, turn, terms, recalls: countEvents(recalls) }
}

function countEvents(recalls: readonly Recall[]): number {
  const lifted = recalls.filter(({ liftedAtMs }) => liftedAtMs !== null).length
  const ended = recalls.filter(({ alarm, toMs }) => alarm !== null && toMs !== null).length
  return recalls.length + lifted + ended
}

/** The parameters of a kept fit; null if they are damaged or of another engine, and have to be made again. */
export function parametersOf(kept: KeptFit | null): Parameters | null {
  if (!kept || kept.engine !== engine) return null
  try {
    return readParameters(kept.parameters)
  } catch {
    return null
  }
}

/** Says whether anything was said about an item of the corpus. */
export async function isSpokenOf({ context, corpus }: SettleSession): Promise<boolean> {
  const first = { after: '', limit: 1, untilMs: allTimeMs }
  return (await context.readings.walk(corpus.organisation, corpus.name, first)).length > 0
}

/** A fit with the records of only those networks that said anything about these items. */
export async function fitFor(
  { context, corpus }: SettleSession,
  parameters: Parameters,
  page: readonly Evidence[],
): Promise<Fit> {
  const networks = page.flatMap(({ labels, knownAnswers }) =>
    [...labels, ...knownAnswers].map(({ networkHash }) => networkHash),
  )
  const records = await context.fits.recordsOf(corpus.organisation, corpus.name, networks)
  return { parameters, records: new Map(records.map((record) => [record.networkHash, record])) }
}

/** The changes to readings that settling these items again makes. */
export async function changesOf(
  session: SettleSession,
  page: readonly Evidence[],
  { fit, causeOf }: { fit: Fit; causeOf: (evidence: Evidence) => ReadingCause },
): Promise<ReadingChange[]> {
  const { context, terms } = session
  const kept = await readingsOf(session, page)
  return page.flatMap((evidence) => {
    const { id: itemId, corpus } = evidence.item
    const was = kept.get(itemId) ?? null
    const about = { itemId, corpus, atMs: context.clock(), cause: causeOf(evidence) }
    const change = changeOf({ was, is: settle(evidence, fit, terms), standing: was }, about)
    return change ? [change] : []
  })
}

/**
 * Keeps changes in commits of a few, which others do not wait for long. How far the corpus is settled moves with
 * the last, so interrupted work finds the items again.
 */
export async function keepChanges(
  { context, corpus }: SettleSession,
  changes: readonly ReadingChange[],
  { before, after }: { before: Settlement; after: Settlement },
): Promise<void> {
  const last = Math.max(0, Math.ceil(changes.length / changesPerCommit) - 1) * changesPerCommit
  for (let at = 0; at < last; at += changesPerCommit)
    await context.readings.keep(changes.slice(at, at + changesPerCommit), {
      corpus: corpus.name,
      ...before,
    })
  await context.readings.keep(changes.slice(last), { corpus: corpus.name, ...after })
}

/** The kept readings of these items. */
async function readingsOf(
  { context, corpus }: Pick<SettleSession, 'context' | 'corpus'>,
  page: readonly Evidence[],
): Promise<Map<string, Reading>> {
  const ids = page.map(({ item }) => item.id)
  const found = await context.readings.findAll(corpus.organisation, corpus.name, ids)
  return new Map(found.map((reading) => [reading.itemId, reading]))
}
