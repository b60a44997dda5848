import type { Item } from '../../model/item.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'

const namesakesMax = 10

/** An item by its id, or by its corpus and its region in the archive's own file. */
export type NamedItem = { id: string } | { corpus: string; region: string }

/** An item in a corpus of an organisation that whoever acts acts for. */
export async function findItem(
  context: Pick<Context, 'actor' | 'store'>,
  named: NamedItem,
): Promise<Item | Refused> {
  if ('id' in named) return findById(context, named.id)
  const { corpus, region } = named
  const found = await findCorpus(context, corpus)
  if ('refused' in found) return found
  const [item, ...others] = await context.store.items.ofRegion(corpus, region, namesakesMax)
  if (!item) return { refused: 'no_item_of_region', corpus, region }
  if (others.length === 0) return item
  return { refused: 'items_of_region', ids: [item, ...others].map(({ id }) => id) }
}

async function findById(
  context: Pick<Context, 'actor' | 'store'>,
  id: string,
): Promise<Item | Refused> {
  const item = await context.store.items.find(id)
  if (!item) return { refused: 'no_such_item', id }
  const corpus = await findCorpus(context, item.corpus)
  if (!('refused' in corpus)) return item
  // What is left of a corpus that is being removed is nobody's; the operator alone sees it.
  return context.actor.organisation ? { refused: 'no_such_item', id } : item
}
