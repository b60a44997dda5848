import type { Corpus } from '../../model/corpus.ts'
import type { Extent } from '../../model/lifecycle.ts'
import { clearExtent, type Cleared } from './clear-extent.ts'
import type { Command, CommandContext, Flags, OpenedStore, Refusal, Result } from '../command.ts'
import { corpusLine, noSuchCorpus } from './corpus-line.ts'
import { readList } from '../read-flags.ts'
import { withStore, withStoreLock } from '../with-store.ts'

/** `incipit corpus take-down NAME`: nothing of a corpus, or of some of its pages or items, is shown again. */
export const corpusTakeDown: Command = {
  usage: 'corpus take-down NAME',
  summary: 'hides a corpus, or pages or items of it, permanently',
  flags: {
    source: {
      type: 'string',
      multiple: true,
      meaning: 'only this page, by its path or address; may be repeated',
    },
    item: { type: 'string', multiple: true, meaning: 'only this item; may be repeated' },
    'from-disk': { type: 'boolean', meaning: 'also delete pictures, texts and files' },
  },
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    let extents: Target[] = []
    const hidden = await withStoreLock(context, async (store) => {
      const corpus = await store.corpora.find(name)
      if (!corpus) return noSuchCorpus(name)
      const found = await findExtents(store, name, flags)
      if ('refused' in found) return found
      extents = found
      await hide(context, store, { corpus, extents })
      return tell(name, extents)
    })
    if ('refused' in hidden || flags['from-disk'] !== true) return hidden
    return withStore(context, async (store) =>
      tell(name, extents, await clearAll(context, store, extents)),
    )
  },
}

/** What is taken down, as it was named. */
type Target = Extent & { name: string }

async function findExtents(
  store: OpenedStore,
  corpus: string,
  flags: Flags,
): Promise<Target[] | Refusal> {
  const extents: Target[] = []
  for (const origin of readList(flags, 'source')) {
    const sources = await store.lifecycle.sourcesFrom(corpus, origin)
    if (sources.length === 0) return { refused: `“${corpus}” has no source “${origin}”.` }
    extents.push(...sources.map(({ id }): Target => ({ is: 'source', corpus, id, name: origin })))
  }
  for (const id of readList(flags, 'item')) {
    if ((await store.items.find(id))?.corpus !== corpus)
      return { refused: `“${corpus}” has no item “${id}”.` }
    extents.push({ is: 'item', corpus, id, name: id })
  }
  return extents.length > 0 ? extents : [{ is: 'corpus', corpus, id: corpus, name: corpus }]
}

async function hide(
  context: CommandContext,
  store: OpenedStore,
  { corpus: of, extents }: { corpus: Corpus; extents: readonly Target[] },
): Promise<void> {
  for (const extent of extents) {
    const { is, corpus, name } = extent
    const line = corpusLine(context, 'take-down', { corpus: of, detail: `the ${is} ${name}` })
    const standing = { state: 'taken down', embargoUntilMs: null } as const
    if (is === 'corpus') await store.lifecycle.changeStanding(corpus, standing, line)
    else await store.lifecycle.drop(extent, line)
  }
}

async function clearAll(
  context: CommandContext,
  store: OpenedStore,
  extents: readonly Extent[],
): Promise<Cleared> {
  const sum: Cleared = { items: 0, pictures: 0, documents: 0 }
  for (const extent of extents) {
    const { items, pictures, documents } = await clearExtent(context, store, extent)
    sum.items += items
    sum.pictures += pictures
    sum.documents += documents
  }
  return sum
}

function tell(name: string, extents: readonly Extent[], cleared?: Cleared): Result {
  const count = (is: Extent['is']): number => extents.filter((of) => of.is === is).length
  const [sources, items] = [count('source'), count('item')]
  const what =
    count('corpus') > 0
      ? `The corpus “${name}” is taken down`
      : `${sources} sources and ${items} items of “${name}” are taken down`
  const disk = cleared
    ? ` Gone from disk: the texts of ${cleared.items} items, ${cleared.pictures} pictures, ${cleared.documents} files of the archive.`
    : ''
  return {
    text: `${what}: nothing of it is shown again.${disk}`,
    json: { corpus: name, sources, items, taken_down: true, from_disk: cleared ?? null },
  }
}
