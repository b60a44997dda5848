import { settleItems } from '../../labels/settle-corpus.ts'
import type { CommandContext, OpenedStore } from '../command.ts'

type Environment = Pick<CommandContext, 'clock' | 'random' | 'kinds'>

/** Settles one item; says whether it could, or whether another process is at its corpus. */
export async function settleItemNow(
  { clock, random, kinds }: Environment,
  store: OpenedStore,
  { itemId, corpus: name }: { itemId: string; corpus: string },
): Promise<boolean> {
  const corpus = await store.corpora.find(name)
  if (!corpus) return false
  return settleItems(corpus, [itemId], { ...store, clock, random, kinds })
}
