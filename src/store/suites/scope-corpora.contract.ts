import type { Extent } from '../../model/lifecycle.ts'
import { itemsOf, lineFor, type Owned, type Scoped } from './scope-call.contract.ts'

/** The corpus without items that each organisation has. */
export function emptyCorpusOf({ corpus }: Pick<Owned, 'corpus'>): string {
  return `${corpus.name}, empty`
}

function extentsOf({ corpus: { name: corpus }, page }: Owned): Extent[] {
  return [
    { is: 'item', corpus, id: itemsOf({ name: corpus }).known },
    { is: 'source', corpus, id: page.id },
    { is: 'corpus', corpus, id: corpus },
  ]
}

/** The calls that take corpora, sources and items out of what is shown, and those on reports and jobs. */
export const scopedCorpora: Readonly<Record<string, Scoped>> = {
  'lifecycle.changeStanding': {
    call: async ({ lifecycle, corpora }, organisation, { corpus }) => {
      const standing = { state: 'paused', embargoUntilMs: 9 } as const
      const line = lineFor(organisation)
      await lifecycle.changeStanding(organisation, corpus.name, standing, line)
      return (await corpora.find(corpus.name))?.state
    },
    nothing: 'open',
  },
  'lifecycle.sourcesFrom': {
    call: ({ lifecycle }, organisation, { corpus, page }) =>
      lifecycle.sourcesFrom(organisation, corpus.name, page.origin),
    nothing: [],
  },
  'lifecycle.drop': {
    call: async ({ lifecycle, items }, organisation, of) => {
      const { known, read } = itemsOf(of.corpus)
      const stages: (string | undefined)[] = []
      for (const extent of extentsOf(of).slice(0, 2)) {
        await lifecycle.drop(organisation, extent, lineFor(organisation))
        for (const id of [known, read]) stages.push((await items.find(id))?.stage)
      }
      return stages
    },
    nothing: ['open', 'open', 'open', 'open'],
  },
  'lifecycle.nextPiece': {
    call: ({ lifecycle }, organisation, of) =>
      Promise.all(extentsOf(of).map((one) => lifecycle.nextPiece(organisation, one, '', 9))),
    nothing: [null, null, null],
  },
  'lifecycle.emptyItems': {
    call: async ({ lifecycle, items }, organisation, { corpus }) => {
      const { known } = itemsOf(corpus)
      await lifecycle.emptyItems(organisation, [known])
      return (await items.find(known))?.stage
    },
    nothing: 'open',
  },
  'lifecycle.dropItems': {
    call: async ({ lifecycle, items }, organisation, { corpus }) => {
      const { known } = itemsOf(corpus)
      await lifecycle.dropItems(organisation, corpus.name, [known])
      return (await items.find(known))?.stage
    },
    nothing: 'open',
  },
  'lifecycle.looseDocuments': {
    call: ({ lifecycle }, organisation, of) =>
      Promise.all(extentsOf(of).map((one) => lifecycle.looseDocuments(organisation, one, '', 9))),
    nothing: [[], [], []],
  },
  'lifecycle.forgetDocument': {
    call: async ({ lifecycle, documents }, organisation, { organisation: owner, corpus }) => {
      await lifecycle.forgetDocument(organisation, corpus.name, 'x.xml')
      return (await documents.list(owner, corpus.name, '', 9)).map(({ path }) => path)
    },
    nothing: ['x.xml'],
  },
  'lifecycle.forgetItems': {
    call: ({ lifecycle }, organisation, { corpus }) =>
      lifecycle.forgetItems(organisation, corpus.name, 9),
    nothing: 0,
  },
  'lifecycle.forgetCorpus': {
    call: async ({ lifecycle, corpora }, organisation, of) => {
      const name = emptyCorpusOf(of)
      await lifecycle.forgetCorpus(organisation, name, lineFor(organisation))
      return (await corpora.find(name)) === null
    },
    nothing: false,
  },
  'reports.listReported': {
    call: ({ reports }, organisation, { corpus }) =>
      reports.listReported(organisation, corpus.name, '', 9),
    nothing: [],
  },
  'reports.listShown': {
    call: async ({ reports }, organisation, { corpus }) =>
      (await reports.listShown(organisation, corpus.name, 9)).length,
    nothing: 0,
  },
  'reports.findWave': {
    call: ({ reports }, organisation, { corpus }) => reports.findWave(organisation, corpus.name),
    nothing: null,
  },
  'reports.undo': {
    call: async ({ reports }, organisation, { corpus }) => {
      const period = { fromMs: 0, toMs: 9 }
      return (await reports.undo(organisation, corpus.name, period, lineFor(organisation))).reports
    },
    nothing: 0,
  },
  'reports.countReported': {
    call: ({ reports }, organisation, { corpus }) =>
      reports.countReported(organisation, corpus.name),
    nothing: 0,
  },
  'reports.reviewItem': {
    call: ({ reports }, organisation, { corpus }) =>
      reports.reviewItem(organisation, itemsOf(corpus).reported, 'keep', lineFor(organisation)),
    nothing: false,
  },
  'jobs.list': {
    call: async ({ jobs }, organisation, { corpus }) =>
      (await jobs.list(organisation)).filter((job) => job.corpus === corpus.name),
    nothing: [],
  },
}
