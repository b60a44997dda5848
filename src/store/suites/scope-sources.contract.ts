import type { Document } from '../../model/document.ts'
import { item } from './examples.contract.ts'
import { itemsOf, type Scoped } from './scope-call.contract.ts'

/** The document that each organisation has in its corpus, which tells of its page. */
export function documentOf(corpus: string): Document {
  return { corpus, path: 'x.xml', format: 'PAGE', fileId: 'f', importedAtMs: 1 }
}

/** The calls on sources, items and documents that are made on behalf of an organisation. */
export const scopedSources: Readonly<Record<string, Scoped>> = {
  'sources.add': {
    call: async ({ sources, corpora }, organisation, { corpus, page }) => {
      const at = { corpus: corpus.name, sourceId: 'later' }
      const later = { ...page, id: 'later', origin: 'later.jpg' }
      const added = await sources.add(organisation, later, [item('later', at)])
      // The item of another, as if it were in a corpus of one's own.
      const [own] = await corpora.list(organisation)
      const as = { corpus: own?.name ?? '', sourceId: page.id, label: 'taken over' }
      const known = item(itemsOf(corpus).known, as)
      const revised = await sources.add(organisation, { ...page, corpus: as.corpus }, [known])
      // An item in the corpus of another, of a source of one's own.
      const ownPage = { ...page, id: `source of ${organisation}`, corpus: as.corpus }
      const inside = item('inside', { corpus: corpus.name, sourceId: ownPage.id })
      return [added, revised, await sources.add(organisation, ownPage, [inside])]
    },
    nothing: [
      { added: 0, revised: 0 },
      { added: 0, revised: 0 },
      { added: 0, revised: 0 },
    ],
  },
  'sources.finish': {
    call: async ({ sources, items }, organisation, { corpus }) => {
      await sources.finish(organisation, corpus.name)
      return items.find(itemsOf(corpus).arriving)
    },
    nothing: null,
  },
  'sources.correctRights': {
    call: ({ sources }, organisation, { page }) =>
      sources.correctRights(organisation, page.id, { ...page, credit: 'Another archive' }),
    nothing: false,
  },
  'sources.countUnreadPages': {
    call: ({ sources }, organisation, { corpus }) =>
      sources.countUnreadPages(organisation, corpus.name, 1),
    nothing: { pages: 0, withoutKnown: 0 },
  },
  'sources.list': {
    call: ({ sources }, organisation, { corpus }) => sources.list(organisation, corpus.name, '', 9),
    nothing: [],
  },
  'items.findOf': {
    call: ({ items }, organisation, { corpus }) =>
      items.findOf(organisation, itemsOf(corpus).known),
    nothing: null,
  },
  'items.ofSource': {
    call: ({ items }, organisation, { page }) => items.ofSource(organisation, page.id),
    nothing: [],
  },
  'items.ofRegion': {
    call: ({ items }, organisation, { corpus }) =>
      items.ofRegion(organisation, corpus.name, `region of ${itemsOf(corpus).known}`, 9),
    nothing: [],
  },
  'documents.keep': {
    call: async ({ documents }, organisation, { organisation: owner, corpus, page }) => {
      const document = documentOf(corpus.name)
      await documents.keep(organisation, { ...document, fileId: 'another' }, 'another page')
      await documents.keep(organisation, { ...document, path: 'y.xml' }, page.id)
      const kept = await documents.list(owner, corpus.name, '', 9)
      return kept.map(({ path, fileId }) => [path, fileId])
    },
    nothing: [['x.xml', 'f']],
  },
  'documents.list': {
    call: ({ documents }, organisation, { corpus }) =>
      documents.list(organisation, corpus.name, '', 9),
    nothing: [],
  },
}
