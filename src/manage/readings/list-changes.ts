import { readableItems } from '../../corpus/formats/write/given-items.ts'
import type { Item } from '../../model/item.ts'
import type { ReadingEvent } from '../../model/reading.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'

const limit = 1_000

/** A reading that was accepted and no longer is, or is another one now. */
export type ChangedReading = { event: ReadingEvent; item: Item }

/** Changes, oldest first; `moreFromMs` is the time to continue from, or null if there are no more. */
export type ChangedReadings = { changes: readonly ChangedReading[]; moreFromMs: number | null }

/** Readings of a corpus that were accepted and have been withdrawn or changed since a time. */
export async function listChangedReadings(
  context: Context,
  { corpus: name, fromMs }: { corpus: string; fromMs: number },
): Promise<ChangedReadings | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const { readings } = context.store
  const { organisation } = corpus
  const events = await readings.listWithdrawn(organisation, name, { fromMs, limit })
  const itemIds = events.map(({ itemId }) => itemId)
  const items = await readableItems(readings, organisation, { itemIds, nowMs: context.clock() })
  const changes = events.flatMap((event) => {
    const item = items.get(event.itemId)
    return item ? [{ event, item }] : []
  })
  const last = events.length === limit ? events.at(-1) : undefined
  return { changes, moreFromMs: last ? last.atMs : null }
}
