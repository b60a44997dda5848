import type { Item } from '../../model/item.ts'
import { noSuchCorpus } from './corpus-line.ts'
import type { OpenedStore, Refusal } from '../command.ts'

const namesakesMax = 10

/** An item that was named by its id, or by its corpus and its region in the archive's own file. */
export async function findItem(
  { corpora, items }: OpenedStore,
  [first = '', region]: readonly string[],
): Promise<Item | Refusal> {
  if (region === undefined)
    return (await items.find(first)) ?? { refused: `There is no item “${first}”.` }
  if (!(await corpora.find(first))) return noSuchCorpus(first)
  const [item, ...others] = await items.ofRegion(first, region, namesakesMax)
  if (!item) return { refused: `No item of “${first}” is of the region “${region}”.` }
  if (others.length === 0) return item
  const ids = [item, ...others].map(({ id }) => id).join(', ')
  return { refused: `Several items are of that region; name one of them: ${ids}.` }
}
