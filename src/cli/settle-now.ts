import { foldText } from '../challenge/compare.ts'
import { settleItems } from '../labels/settle-corpus.ts'
import type { Context, Keep } from './command.ts'

type Lent = Pick<Context, 'clock' | 'random'>

/** Settles one item; says whether it could, or whether another process is at its corpus. */
export const settleItemNow = async (
  { clock, random }: Lent,
  keep: Keep,
  { itemId, corpus: name }: { itemId: string; corpus: string },
): Promise<boolean> => {
  const corpus = await keep.records.findCorpus(name)
  if (!corpus) return false
  return settleItems(corpus, [itemId], { ...keep, clock, random, fold: foldText })
}
