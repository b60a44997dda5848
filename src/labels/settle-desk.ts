import { cleanText } from '../model/clean-text.ts'
import type { Corpus, TextPolicy } from '../model/corpus.ts'
import type { Fits, KeptFit } from '../model/fit.ts'
import type { Evidence, Reading, ReadingCause, ReadingChange, Readings } from '../model/reading.ts'
import type { Recall, Recalls } from '../model/recall.ts'
import type { Records } from '../model/stores.ts'
import { changeOf } from './change.ts'
import { engine, readParameters, type Fit, type Parameters } from './fit.ts'
import type { Turn, TurnWorld } from './settle-turn.ts'
import { settle, type Terms } from './settle.ts'

/** What settling needs of the outside world; `fold` is how the judge compares texts. */
export type SettleWorld = TurnWorld & {
  records: Pick<Records, 'listCorpora' | 'findCorpus'>
  readings: Readings
  fits: Fits
  recalls: Pick<Recalls, 'list'>
  fold: (text: string, policy: TextPolicy) => string
}

/** A corpus whose readings are worked on, and by what terms. */
export type SettleDesk = {
  corpus: Corpus
  world: SettleWorld
  turn: Turn
  terms: Terms
  /** How often its labels were recalled, or a recall was lifted. */
  recalls: number
}

/** A settling leaves out nothing that is there; a fit ends at its time. */
export const allTimeMs = Number.MAX_SAFE_INTEGER

/** Lays out what the work on a corpus needs. */
export const openDesk = async (
  corpus: Corpus,
  world: SettleWorld,
  turn: Turn,
): Promise<SettleDesk> => {
  const recalls = await world.recalls.list(corpus.name)
  const spelling = {
    fold: (text: string) => world.fold(text, corpus.textPolicy),
    clean: cleanText,
  }
  const standing = recalls.filter(({ liftedAtMs }) => liftedAtMs === null)
  const terms = { rules: corpus.stopRules, spelling, recalls: standing }
  return { corpus, world, turn, terms, recalls: countEvents(recalls) }
}

const countEvents = (recalls: readonly Recall[]): number =>
  recalls.length + recalls.filter(({ liftedAtMs }) => liftedAtMs !== null).length

/** The parameters of a kept fit; null where they are not of this engine, or damaged: it is to be made anew. */
export const parametersOf = (kept: KeptFit | null): Parameters | null => {
  if (!kept || kept.engine !== engine) return null
  try {
    return readParameters(kept.parameters)
  } catch {
    return null
  }
}

/** Says whether anything was said of an item of the corpus. */
export const isSpokenOf = async ({ world, corpus }: SettleDesk): Promise<boolean> =>
  (await world.readings.walk(corpus.name, '', 1, allTimeMs)).length > 0

/** A fit with the records of those networks alone that said anything of these items. */
export const fitFor = async (
  { world, corpus }: SettleDesk,
  parameters: Parameters,
  page: readonly Evidence[],
): Promise<Fit> => {
  const clusters = page.flatMap(({ labels, knownAnswers }) =>
    [...labels, ...knownAnswers].map(({ cluster }) => cluster),
  )
  const records = await world.fits.recordsOf(corpus.name, clusters)
  return { parameters, records: new Map(records.map((record) => [record.cluster, record])) }
}

/** What settling these items anew changes of their readings. */
export const changesOf = async (
  { world, terms }: SettleDesk,
  page: readonly Evidence[],
  { fit, causeOf }: { fit: Fit; causeOf: (evidence: Evidence) => ReadingCause },
): Promise<ReadingChange[]> => {
  const kept = await readingsOf(world, page)
  return page.flatMap((evidence) => {
    const { id: itemId, corpus } = evidence.item
    const was = kept.get(itemId) ?? null
    const about = { itemId, corpus, atMs: world.clock(), cause: causeOf(evidence) }
    const change = changeOf({ was, is: settle(evidence, fit, terms), standing: was }, about)
    return change ? [change] : []
  })
}

/** The kept readings of these items. */
export const readingsOf = async (
  { readings }: Pick<SettleWorld, 'readings'>,
  page: readonly Evidence[],
): Promise<Map<string, Reading>> => {
  const found = await readings.findAll(page.map(({ item }) => item.id))
  return new Map(found.map((reading) => [reading.itemId, reading]))
}
