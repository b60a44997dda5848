import type { Corpus } from '../../model/corpus.ts'
import type { ManagedStore } from '../context.ts'

const limit = 100_000

/**
 * The ids of items whose reading was accepted at some time and no longer is, or is another one now, each
 * once. Items that the archive decided itself, or whose same reading is accepted again, are left out.
 */
export async function findWithdrawn(
  { readings }: Pick<ManagedStore, 'readings'>,
  { organisation, name }: Pick<Corpus, 'organisation' | 'name'>,
  fromMs: number,
): Promise<string[]> {
  const events = await readings.listWithdrawn(organisation, name, { fromMs, limit })
  const wasText = new Map<string, string | null>()
  for (const { itemId, cause, wasText: was } of events)
    if (cause !== 'decision' && !wasText.has(itemId)) wasText.set(itemId, was)
  const found = await readings.findAll(organisation, name, [...wasText.keys()])
  for (const { itemId, state, text } of found)
    if (state === 'accepted' && text === wasText.get(itemId)) wasText.delete(itemId)
  return [...wasText.keys()]
}
