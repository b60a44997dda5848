import type { Corpus } from '../../model/corpus.ts'
import type { KeptFit } from '../../model/fit.ts'
import type { Item, ItemStatus } from '../../model/item.ts'
import type { Decision, Reading, ReadingEvent } from '../../model/reading.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import { findItem, type NamedItem } from '../items/find.ts'
import type { Refused } from '../refused.ts'

const eventsMax = 100

/** The reading of an item, and everything that it is based on. */
export type ExplainedReading = {
  /** As the archive gave it. */
  item: Item
  poolStatus: ItemStatus
  corpus: Corpus
  labels: number
  knownAnswers: number
  /** How many networks said that it cannot be read. */
  unreadable: number
  decision: Decision | null
  reading: Reading | null
  fit: KeptFit | null
  /** The last hundred changes of the reading, oldest first. */
  events: readonly ReadingEvent[]
  nowMs: number
}

/** Explains the reading of an item as of now. */
export async function explainReading(
  context: Context,
  { item: named }: { item: NamedItem },
): Promise<ExplainedReading | Refused> {
  const found = await findItem(context, named)
  if ('refused' in found) return found
  const { item, organisation } = found
  const { id } = item
  const corpus = await findCorpus(context, item.corpus)
  if ('refused' in corpus) return corpus
  const { readings, fits } = context.store
  const nowMs = context.clock()
  const [evidence] = await readings.evidenceOf(organisation, [id], nowMs)
  return {
    item: evidence?.item ?? item,
    poolStatus: item.status,
    corpus,
    labels: evidence?.labels.length ?? 0,
    knownAnswers: evidence?.knownAnswers.length ?? 0,
    unreadable: evidence?.unreadableNetworks ?? 0,
    decision: evidence?.decision ?? null,
    reading: await readings.find(organisation, id),
    fit: await fits.find(organisation, corpus.name),
    events: await readings.history(organisation, id, eventsMax),
    nowMs,
  }
}
