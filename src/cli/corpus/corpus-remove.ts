import type { Corpus, CorpusCounts } from '../../model/corpus.ts'
import { clearExtent, type Cleared } from './clear-extent.ts'
import type { Command, CommandContext, OpenedStore, Result } from '../command.ts'
import { corpusLine, noSuchCorpus } from './corpus-line.ts'
import { withStore, withStoreLock } from '../with-store.ts'

const itemsAtOnce = 500

/** `incipit corpus remove NAME`: forgets a corpus with all that is kept of it. */
export const corpusRemove: Command = {
  usage: 'corpus remove NAME',
  summary: 'deletes a corpus with its items, pictures, files, labels and readings',
  flags: { yes: { type: 'boolean', meaning: 'confirm: nothing can be restored' } },
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    let corpus: Corpus | null = null
    const hidden = await withStoreLock(context, async (store) => {
      corpus = await store.corpora.find(name)
      return hide(context, store, { corpus, name, isSure: flags['yes'] === true })
    })
    if ('refused' in hidden || !corpus) return hidden
    const removed: Corpus = corpus
    return withStore(context, async (store) => {
      const cleared = await clearExtent(context, store, { is: 'corpus', corpus: name, id: name })
      await forgetItems(context, store, name)
      const detail = `${cleared.items} items, ${cleared.pictures} pictures, ${cleared.documents} files`
      await store.lifecycle.forgetCorpus(
        name,
        corpusLine(context, 'remove', { corpus: removed, detail }),
      )
      return tell(name, cleared, await sitesOf(store, removed))
    })
  },
}

// Taken down first: nothing of it is shown while it goes, and one that was stopped stays hidden.
async function hide(
  context: CommandContext,
  { corpora, lifecycle }: OpenedStore,
  { corpus, name, isSure }: { corpus: Corpus | null; name: string; isSure: boolean },
): Promise<Result> {
  if (!corpus) return noSuchCorpus(name)
  const counts = await corpora.count(corpus.organisation, name)
  if (!isSure)
    return {
      refused: `“${name}” has ${itemsIn(counts)} items and ${counts.labels} labels of visitors, which would be gone for good; say --yes to forget them.`,
    }
  const standing = { state: 'taken down', embargoUntilMs: null } as const
  const line = corpusLine(context, 'take-down', { corpus, detail: 'to be removed' })
  await lifecycle.changeStanding(name, standing, line)
  return { text: '', json: null }
}

// Those that are retired stand among the known, doubtful and unknown ones.
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
  { showProgress }: CommandContext,
  { lifecycle }: OpenedStore,
  name: string,
): Promise<void> {
  let forgotten = 0
  for (;;) {
    const some = await lifecycle.forgetItems(name, itemsAtOnce)
    if (some === 0) break
    forgotten += some
    showProgress?.(`${forgotten} items forgotten`)
  }
  showProgress?.('')
}

async function sitesOf({ sites }: OpenedStore, { name, organisation }: Corpus): Promise<string[]> {
  return (await sites.list(organisation))
    .filter(({ corpora }) => corpora.includes(name))
    .map(({ sitekey }) => sitekey)
}

function tell(name: string, cleared: Cleared, sites: readonly string[]): Result {
  return {
    text: [
      ...sites.map((sitekey) => `Mind: the site ${sitekey} still names it.`),
      `The corpus “${name}” is forgotten: ${cleared.items} items, ${cleared.pictures} pictures, ${cleared.documents} files of the archive.`,
    ].join('\n'),
    json: { corpus: name, removed: true, ...cleared, sites },
  }
}
