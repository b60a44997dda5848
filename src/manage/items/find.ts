import type { Item } from '../../model/item.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import { findAmong } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'

const namesakesMax = 10

/** An item by its id, or by its corpus and its region in the archive's own file. */
export type NamedItem = { id: string } | { corpus: string; region: string }

/** An item, and the id of the organisation it belongs to. */
export type FoundItem = { item: Item; organisation: string }

/** An item by its name, if whoever acts may see its corpus. */
export async function findItem(
  context: Pick<Context, 'actor' | 'store'>,
  named: NamedItem,
): Promise<FoundItem | Refused> {
  if ('id' in named) return findById(context, named.id)
  const { corpus, region } = named
  const found = await findCorpus(context, corpus)
  if ('refused' in found) return found
  const { organisation } = found
  const { items } = context.store
  const [item, ...others] = await items.ofRegion(organisation, corpus, region, namesakesMax)
  if (!item) return { refused: 'no_item_of_region', corpus, region }
  if (others.length === 0) return { item, organisation }
  return { refused: 'items_of_region', ids: [item, ...others].map(({ id }) => id) }
}

async function findById(
  context: Pick<Context, 'actor' | 'store'>,
  id: string,
): Promise<FoundItem | Refused> {
  const { items } = context.store
  const one = await findAmong(context, (organisation) => items.findOf(organisation, id))
  if (!one) return { refused: 'no_such_item', id }
  return { item: one.found, organisation: one.organisation.id }
}
