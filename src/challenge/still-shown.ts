import type { Challenge, ChallengeItem } from '../model/challenge.ts'
import { isShown } from '../model/corpus.ts'
import type { ItemStage } from '../model/item.ts'
import type { ChallengeContext } from './context.ts'

const hidden: ReadonlySet<ItemStage> = new Set(['reported', 'dropped'])

/**
 * Says whether an item of an open challenge may still be shown: its corpus may have been paused or taken
 * down since, and the item may have been reported or dropped.
 */
export async function isStillShown(
  { records, clock }: Pick<ChallengeContext, 'records' | 'clock'>,
  { corpus: name }: Challenge,
  { itemId }: ChallengeItem,
): Promise<boolean> {
  const [corpus, item] = await Promise.all([records.findCorpus(name), records.findItem(itemId)])
  return corpus !== null && item !== null && isShown(corpus, clock()) && !hidden.has(item.stage)
}
