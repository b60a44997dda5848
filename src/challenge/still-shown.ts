import type { Challenge, ChallengeItem } from '../model/challenge.ts'
import { isShown } from '../model/corpus.ts'
import type { ItemStage } from '../model/item.ts'
import type { ChallengeContext } from './context.ts'

const hidden: ReadonlySet<ItemStage> = new Set(['reported', 'dropped'])

/**
 * Says whether an item of an open challenge may still be shown: since then its corpus may have been paused or
 * taken down, and the item reported or dropped.
 */
export async function isStillShown(
  { corpora, items, clock }: Pick<ChallengeContext, 'corpora' | 'items' | 'clock'>,
  { corpus: name }: Challenge,
  { itemId }: ChallengeItem,
): Promise<boolean> {
  const [corpus, item] = await Promise.all([corpora.find(name), items.find(itemId)])
  return corpus !== null && item !== null && isShown(corpus, clock()) && !hidden.has(item.stage)
}
