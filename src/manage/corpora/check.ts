import { canAsk } from '../../challenge/can-ask.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Item } from '../../model/item.ts'
import type { Source } from '../../model/source.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

const sourcesAtOnce = 200
const documentsAtOnce = 200
/** The existence of every picture is checked; at most this many are also opened, spread over the sources. */
const openedMax = 1_000

/** What may be wrong with a corpus. */
export type CorpusFaultCode =
  | 'picture_missing'
  | 'picture_broken'
  | 'source_empty'
  | 'licence_missing'
  | 'credit_missing'
  | 'document_missing'

/** One fault of a corpus: how often it was found, and where first. */
export type CorpusFault = { code: CorpusFaultCode; count: number; first: string }

/** What was checked in a corpus, and its faults. */
export type CheckedCorpus = {
  name: string
  faults: readonly CorpusFault[]
  /** Whether it has enough items for a challenge. */
  mayAsk: boolean
  counts: { sources: number; pictures: number; opened: number; documents: number; reported: number }
}

/** Checks whether everything that a corpus needs is there; changes nothing. */
export async function checkCorpus(
  context: Context,
  { name }: { name: string },
): Promise<CheckedCorpus | Refused> {
  const { store, clock, random, kinds } = context
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const faults = openFaults()
  const sources = await checkSources(context, corpus, faults)
  const documents = await checkDocuments(context, corpus, faults)
  const mayAsk = await canAsk({ ...store, clock, random, kinds }, corpus)
  const { reported } = await store.corpora.count(corpus.organisation, name)
  return { name, faults: faults.list(), mayAsk, counts: { ...sources, documents, reported } }
}

type Faults = { add(code: CorpusFaultCode, where: string): void; list(): CorpusFault[] }

function openFaults(): Faults {
  const found = new Map<CorpusFaultCode, CorpusFault>()
  return {
    add: (code, where) => {
      const before = found.get(code)
      found.set(code, { code, count: (before?.count ?? 0) + 1, first: before?.first ?? where })
    },
    list: () => [...found.values()],
  }
}

async function checkSources(
  { store, openPage, onProgress }: Context,
  { name, organisation }: Corpus,
  faults: Faults,
): Promise<{ sources: number; pictures: number; opened: number }> {
  const done = { sources: 0, pictures: 0, opened: 0 }
  let after = ''
  for (;;) {
    const some = await store.sources.list(organisation, name, after, sourcesAtOnce)
    for (const source of some) {
      const items = await store.items.ofSource(organisation, source.id)
      checkSource(source, items, faults)
      const { pictures, sample } = await checkPictures(store, items, faults)
      if (sample && done.opened < openedMax) {
        done.opened += 1
        const opened = await openPage(sample.bytes)
        if ('fault' in opened) faults.add('picture_broken', sample.itemId)
      }
      done.pictures += pictures
      done.sources += 1
      after = source.id
    }
    onProgress({ step: 'check', done: done.sources, total: null, name })
    if (some.length < sourcesAtOnce) return done
  }
}

function checkSource(source: Source, items: readonly Item[], faults: Faults): void {
  if (items.length === 0) faults.add('source_empty', source.origin)
  if (source.licence.trim() === '') faults.add('licence_missing', source.origin)
  if (source.credit.trim() === '') faults.add('credit_missing', source.origin)
}

const asked: ReadonlySet<Item['stage']> = new Set(['open', 'queued', 'retired', 'reported'])

type Looked = { pictures: number; sample: { itemId: string; bytes: Uint8Array } | null }

// The first picture of each source stands for the others.
async function checkPictures(
  { pictures }: Context['store'],
  items: readonly Item[],
  faults: Faults,
): Promise<Looked> {
  const looked: Looked = { pictures: 0, sample: null }
  for (const { id, mediaId, stage } of items) {
    if (!asked.has(stage)) continue
    const bytes = mediaId === null ? null : await pictures.get(mediaId)
    if (!bytes || bytes.length === 0) {
      faults.add('picture_missing', id)
      continue
    }
    looked.pictures += 1
    looked.sample ??= { itemId: id, bytes }
  }
  return looked
}

async function checkDocuments(
  { store: { documents, files } }: Context,
  { name, organisation }: Corpus,
  faults: Faults,
): Promise<number> {
  let checked = 0
  let after = ''
  for (;;) {
    const some = await documents.list(organisation, name, after, documentsAtOnce)
    for (const { path, fileId } of some) {
      if (!(await files.get(fileId))) faults.add('document_missing', path)
      after = path
    }
    checked += some.length
    if (some.length < documentsAtOnce) return checked
  }
}
