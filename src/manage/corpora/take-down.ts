import type { Corpus } from '../../model/corpus.ts'
import type { Extent } from '../../model/lifecycle.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import { clearExtent, type Cleared } from './clear-extent.ts'
import { findCorpus } from './find.ts'

/**
 * What to take down: sources by their paths or addresses and items by their ids, or the whole corpus if none
 * are named.
 */
export type TakeDownOrder = {
  name: string
  origins: readonly string[]
  items: readonly string[]
  fromDisk: boolean
}

/** What was taken down, and what was deleted from disk; null if nothing was to be deleted. */
export type TakenDown = {
  wholeCorpus: boolean
  sources: number
  items: number
  cleared: Cleared | null
}

/** Never again shows a corpus, or some of its sources or items, and deletes their bytes if asked to. */
export async function takeDown(
  context: Context,
  order: TakeDownOrder,
): Promise<TakenDown | Refused> {
  const hidden = await withLock(context, () => hide(context, order))
  if ('refused' in hidden) return hidden
  const { organisation, targets } = hidden
  const count = (is: Extent['is']): number => targets.filter((one) => one.is === is).length
  return {
    wholeCorpus: count('corpus') > 0,
    sources: count('source'),
    items: count('item'),
    cleared: order.fromDisk ? await clearAll(context, organisation, targets) : null,
  }
}

/** One thing to take down, by the name it was given. */
type Target = Extent & { name: string }

type Hidden = { organisation: string; targets: readonly Target[] }

async function hide(context: Context, order: TakeDownOrder): Promise<Hidden | Refused> {
  const corpus = await findCorpus(context, order.name)
  if ('refused' in corpus) return corpus
  const targets = await findTargets(context, corpus, order)
  if ('refused' in targets) return targets
  const { lifecycle } = context.store
  const { organisation } = corpus
  for (const target of targets) {
    const detail = `the ${target.is} ${target.name}`
    const line = corpusAuditLine(context, 'take-down', { corpus, detail })
    const standing = { state: 'taken down', embargoUntilMs: null } as const
    if (target.is === 'corpus')
      await lifecycle.changeStanding(organisation, corpus.name, standing, line)
    else await lifecycle.drop(organisation, target, line)
  }
  return { organisation, targets }
}

async function findTargets(
  { store }: Context,
  { name: corpus, organisation }: Corpus,
  { origins, items }: TakeDownOrder,
): Promise<Target[] | Refused> {
  const targets: Target[] = []
  for (const origin of origins) {
    const sources = await store.lifecycle.sourcesFrom(organisation, corpus, origin)
    if (sources.length === 0) return { refused: 'no_such_source', corpus, origin }
    targets.push(...sources.map(({ id }): Target => ({ is: 'source', corpus, id, name: origin })))
  }
  for (const id of items) {
    if ((await store.items.findOf(organisation, id))?.corpus !== corpus)
      return { refused: 'no_item_of_corpus', corpus, item: id }
    targets.push({ is: 'item', corpus, id, name: id })
  }
  return targets.length > 0 ? targets : [{ is: 'corpus', corpus, id: corpus, name: corpus }]
}

async function clearAll(
  context: Context,
  organisation: string,
  targets: readonly Target[],
): Promise<Cleared> {
  const sum: Cleared = { items: 0, pictures: 0, documents: 0 }
  for (const target of targets) {
    const { items, pictures, documents } = await clearExtent(context, organisation, target)
    sum.items += items
    sum.pictures += pictures
    sum.documents += documents
  }
  return sum
}
