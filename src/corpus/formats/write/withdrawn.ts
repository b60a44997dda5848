import type { ReadingEvent } from '../../../model/reading.ts'
import { writeTableIfAny } from './csv.ts'
import { dayOf, type ExportSession } from './session.ts'
import { readableItems } from './given-items.ts'

const withdrawnColumns = {
  item_id: 'string',
  region: 'string',
  was_text: 'string',
  now_text: 'string',
  state: 'string',
  cause: 'string',
  at: 'date',
} as const

const eventsMax = 100_000
const eventsPerBatch = 500

/** Writes the readings that were accepted once and no longer stand, if there are any. */
export async function exportWithdrawn(session: ExportSession): Promise<void> {
  const { order, context } = session
  const { organisation, name } = order.corpus
  const page = { fromMs: 0, limit: eventsMax }
  const events = await context.readings.listWithdrawn(organisation, name, page)
  // A text may have been withdrawn more than once; the last time counts.
  const latest = new Map(events.map((event) => [`${event.itemId}\n${event.wasText}`, event]))
  const rows = withdrawnRows(session, [...latest.values()])
  await writeTableIfAny(session, { name: 'withdrawn', columns: withdrawnColumns }, rows)
}

const withdrawnRows = async function* (session: ExportSession, events: readonly ReadingEvent[]) {
  const { readings } = session.context
  const { organisation, name } = session.order.corpus
  for (let at = 0; at < events.length; at += eventsPerBatch) {
    const batch = events.slice(at, at + eventsPerBatch)
    const of = { itemIds: batch.map(({ itemId }) => itemId), nowMs: session.nowMs }
    const items = await readableItems(readings, organisation, of)
    const found = await readings.findAll(organisation, name, [...items.keys()])
    const byItem = new Map(found.map((reading) => [reading.itemId, reading]))
    for (const { itemId, wasText, ...event } of batch) {
      const now = byItem.get(itemId) ?? event
      const item = items.get(itemId)
      const standsAgain = now.state === 'accepted' && now.text === wasText
      if (!item || standsAgain) continue
      session.counts.withdrawn += 1
      const isText = now.state !== 'unreadable' && now.state !== 'rejected'
      yield {
        item_id: itemId,
        region: item.regionName,
        was_text: wasText,
        now_text: isText ? now.text : null,
        state: now.state,
        cause: event.cause,
        at: dayOf(event.atMs),
      }
    }
  }
}
