import type { Item } from '../../../model/item.ts'
import type { Readings } from '../../../model/reading.ts'

const itemsAtOnce = 100

/**
 * Those of these items of an organisation whose readings can have been exported, by id and as the archive gave them: not items
 * that the archive knows itself or has dropped.
 */
export async function readableItems(
  readings: Pick<Readings, 'evidenceOf'>,
  organisation: string,
  { itemIds, nowMs }: { itemIds: readonly string[]; nowMs: number },
): Promise<Map<string, Item>> {
  const ids = [...new Set(itemIds)]
  const found = new Map<string, Item>()
  for (let at = 0; at < ids.length; at += itemsAtOnce) {
    const some = ids.slice(at, at + itemsAtOnce)
    for (const { item } of await readings.evidenceOf(organisation, some, nowMs))
      if (item.status !== 'known' && item.stage !== 'dropped') found.set(item.id, item)
  }
  return found
}
