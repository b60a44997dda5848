import { canAsk } from '../../challenge/can-ask.ts'
import type { Item } from '../../model/item.ts'
import type { Source } from '../../model/source.ts'
import type { Command, CommandContext, OpenedStore } from '../command.ts'
import { noSuchCorpus } from './corpus-line.ts'
import { withStore } from '../with-store.ts'

const sourcesAtOnce = 200
const documentsAtOnce = 200
/** Every picture is looked for; of so many the bytes are opened, spread over the sources. */
const openedMax = 1_000

/** What is wrong with a corpus: how often, and where first. */
type Fault = { code: keyof typeof faults; count: number; first: string }

const faults = {
  picture_missing: 'items have no picture on disk',
  picture_broken: 'items have a picture that cannot be opened',
  source_empty: 'sources have no item',
  licence_missing: 'sources have no licence',
  credit_missing: 'sources have no credit',
  document_missing: 'files of the archive are not on disk',
} as const

/** `incipit corpus check NAME`: looks whether everything a corpus needs is there. */
export const corpusCheck: Command = {
  usage: 'corpus check NAME',
  summary: 'checks whether everything that a corpus needs is there',
  flags: {},
  words: [1, 1],
  run: (context, [name = '']) =>
    withStore(context, async (store) => {
      const corpus = await store.corpora.find(name)
      if (!corpus) return noSuchCorpus(name)
      const staging = openStaging()
      const sources = await checkSources(context, store, { name, staging })
      const documents = await checkDocuments(store, name, staging)
      const found = staging.list()
      const mayAsk = await canAsk({ ...context, ...store }, corpus)
      const wrong = found.map(
        ({ code, count, first }) => `${count} ${faults[code]} (first ${first})`,
      )
      if (!mayAsk) wrong.push('there are too few items for a challenge')
      if (wrong.length > 0) return { refused: `“${name}” is not whole: ${wrong.join('; ')}.` }
      const { reported } = await store.corpora.count(corpus.organisation, name)
      return {
        text: `“${name}” is whole: ${sources.sources} sources, ${sources.pictures} pictures, ${documents} files of the archive; ${reported} reported items wait for a review.`,
        json: { corpus: name, ...sources, documents, reported, whole: true },
      }
    }),
}

type Staging = { add(code: Fault['code'], where: string): void; list(): Fault[] }

function openStaging(): Staging {
  const found = new Map<Fault['code'], Fault>()
  return {
    add: (code, where) => {
      const before = found.get(code)
      found.set(code, { code, count: (before?.count ?? 0) + 1, first: before?.first ?? where })
    },
    list: () => [...found.values()],
  }
}

type Checking = { name: string; staging: Staging }

async function checkSources(
  context: CommandContext,
  store: OpenedStore,
  { name, staging }: Checking,
): Promise<{ sources: number; pictures: number; opened: number }> {
  const done = { sources: 0, pictures: 0, opened: 0 }
  let after = ''
  for (;;) {
    const some = await store.sources.list(name, after, sourcesAtOnce)
    for (const source of some) {
      const items = await store.items.ofSource(source.id)
      noteSource(source, items, staging)
      const { pictures, sample } = await checkPictures(store, items, staging)
      if (sample && done.opened < openedMax) {
        done.opened += 1
        const opened = await context.openPage(sample.bytes)
        if ('fault' in opened) staging.add('picture_broken', sample.itemId)
      }
      done.pictures += pictures
      done.sources += 1
      after = source.id
    }
    context.showProgress?.(`${done.sources} sources, ${done.pictures} pictures`)
    if (some.length < sourcesAtOnce) break
  }
  context.showProgress?.('')
  return done
}

function noteSource(source: Source, items: readonly Item[], staging: Staging): void {
  if (items.length === 0) staging.add('source_empty', source.origin)
  if (source.licence.trim() === '') staging.add('licence_missing', source.origin)
  if (source.credit.trim() === '') staging.add('credit_missing', source.origin)
}

const asked: ReadonlySet<Item['stage']> = new Set(['open', 'queued', 'retired', 'reported'])

type Looked = { pictures: number; sample: { itemId: string; bytes: Uint8Array } | null }

// The first picture of each source stands for the others.
async function checkPictures(
  { pictures }: OpenedStore,
  items: readonly Item[],
  staging: Staging,
): Promise<Looked> {
  const looked: Looked = { pictures: 0, sample: null }
  for (const { id, mediaId, stage } of items) {
    if (!asked.has(stage)) continue
    const bytes = mediaId === null ? null : await pictures.get(mediaId)
    if (!bytes || bytes.length === 0) {
      staging.add('picture_missing', id)
      continue
    }
    looked.pictures += 1
    looked.sample ??= { itemId: id, bytes }
  }
  return looked
}

async function checkDocuments(
  { documents, files }: OpenedStore,
  name: string,
  staging: Staging,
): Promise<number> {
  let checked = 0
  let after = ''
  for (;;) {
    const some = await documents.list(name, after, documentsAtOnce)
    for (const { path, fileId } of some) {
      if (!(await files.get(fileId))) staging.add('document_missing', path)
      after = path
    }
    checked += some.length
    if (some.length < documentsAtOnce) return checked
  }
}
