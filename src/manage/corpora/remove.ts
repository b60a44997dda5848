import type { Corpus, CorpusCounts } from '../../model/corpus.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import { clearExtent, type Cleared } from './clear-extent.ts'
import { findCorpus } from './find.ts'

/** Each goes with all that was said about it. */
const itemsAtOnce = 20

/** What was deleted with a corpus, and the sites that still name it. */
export type RemovedCorpus = { cleared: Cleared; sitekeys: readonly string[] }

/** Deletes a corpus with everything that is kept about it; refused unless it is confirmed. */
export async function removeCorpus(
  context: Context,
  { name, isSure }: { name: string; isSure: boolean },
): Promise<RemovedCorpus | Refused> {
  const corpus = await withLock(context, () => hide(context, { name, isSure }))
  if ('refused' in corpus) return corpus
  const { lifecycle } = context.store
  const extent = { is: 'corpus', corpus: name, id: name } as const
  const cleared = await clearExtent(context, corpus.organisation, extent)
  await forgetItems(context, corpus)
  const detail = `${cleared.items} items, ${cleared.pictures} pictures, ${cleared.documents} files`
  const line = corpusAuditLine(context, 'remove', { corpus, detail })
  await lifecycle.forgetCorpus(corpus.organisation, name, line)
  return { cleared, sitekeys: await sitesNaming(context, corpus) }
}

// Taken down first, so that nothing is shown during the removal, and a stopped removal leaves it hidden.
async function hide(
  context: Context,
  { name, isSure }: { name: string; isSure: boolean },
): Promise<Corpus | Refused> {
  const { corpora, lifecycle } = context.store
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  if (!isSure) {
    const counts = await corpora.count(corpus.organisation, name)
    const { labels } = counts
    return { refused: 'removes_for_good', corpus: name, items: itemsIn(counts), labels }
  }
  const standing = { state: 'taken down', embargoUntilMs: null } as const
  const line = corpusAuditLine(context, 'take-down', { corpus, detail: 'to be removed' })
  await lifecycle.changeStanding(corpus.organisation, name, standing, line)
  return corpus
}

// Retired items are counted among the known, doubtful and unknown ones.
function itemsIn(counts: CorpusCounts): number {
  return (
    counts.known +
    counts.doubtful +
    counts.unknown +
    counts.waiting +
    counts.unfit +
    counts.reported +
    counts.dropped
  )
}

async function forgetItems(
  { store, onProgress }: Context,
  { name, organisation }: Corpus,
): Promise<void> {
  let done = 0
  for (;;) {
    const some = await store.lifecycle.forgetItems(organisation, name, itemsAtOnce)
    if (some === 0) return
    done += some
    onProgress({ step: 'forget', done, total: null, name })
  }
}

async function sitesNaming({ store }: Context, { name, organisation }: Corpus): Promise<string[]> {
  return (await store.sites.list(organisation))
    .filter(({ corpora }) => corpora.includes(name))
    .map(({ sitekey }) => sitekey)
}
