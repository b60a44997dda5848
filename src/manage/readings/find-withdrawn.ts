import type { Corpus } from '../../model/corpus.ts'
import type { ManagedStore } from '../context.ts'

const limit = 100_000

/**
 * The ids of the items whose reading was accepted at a time and is not, or is another now, each once. What the
 * archive decided itself is left out, and what is accepted again as it was.
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
