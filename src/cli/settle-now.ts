import { foldText } from '../challenge/compare.ts'
import { settleCorpus, settleItems } from '../labels/settle-corpus.ts'
import type { Context, Keep } from './command.ts'

type Lent = Pick<Context, 'clock' | 'random'>

/** Settles what has changed in a corpus; says whether it could, or whether another process is at it. */
export const settleNow = async (
  { clock, random }: Lent,
  keep: Keep,
  name: string,
): Promise<boolean> => {
  const corpus = await keep.records.findCorpus(name)
  if (!corpus) return false
  const world = { ...keep, clock, random, fold: foldText }
  return !(await settleCorpus(corpus, world, { waits: true })).isBusy
}

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
