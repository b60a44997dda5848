import type { Database } from '../../model/store.ts'
import type { Source } from '../../model/source.ts'
import { item, source } from './examples.contract.ts'
import { lineFor, type Scoped } from './scope-call.contract.ts'

/** Adds an item to a source that waits for a review. */
export async function fillReported({ sources }: Database, page: Source): Promise<void> {
  const { id: sourceId, corpus } = page
  await sources.add(page, [item(`${corpus}, item`, { corpus, sourceId, stage: 'reported' })])
}

/** The calls that take corpora, sources and items out of what is shown, and those on reports. */
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
    call: ({ lifecycle }, organisation, { corpus }) =>
      lifecycle.sourcesFrom(organisation, corpus.name, source.origin),
    nothing: [],
  },
  'lifecycle.drop': {
    call: async (database, organisation, { corpus }) => {
      const { lifecycle, items, sources } = database
      const [page] = await sources.list(corpus.name, '', 1)
      const id = `${corpus.name}, item`
      const whole = { is: 'source', corpus: corpus.name, id: page?.id ?? '' } as const
      const line = lineFor(organisation)
      await lifecycle.drop(organisation, { is: 'item', corpus: corpus.name, id }, line)
      const stage = (await items.find(id))?.stage
      await lifecycle.drop(organisation, whole, line)
      const added = item('later', { corpus: corpus.name, sourceId: whole.id })
      await sources.add({ ...source, ...page }, [added])
      return [stage, (await items.find(id))?.stage, (await items.find('later'))?.stage]
    },
    nothing: ['reported', 'reported', 'open'],
  },
  'lifecycle.forgetCorpus': {
    call: async ({ lifecycle, corpora }, organisation, { corpus }) => {
      const name = `${corpus.name}, empty`
      await corpora.add({ ...corpus, name })
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
  'reports.countReported': {
    call: ({ reports }, organisation, { corpus }) =>
      reports.countReported(organisation, corpus.name),
    nothing: 0,
  },
  'reports.reviewItem': {
    call: ({ reports }, organisation, { corpus }) =>
      reports.reviewItem(organisation, `${corpus.name}, item`, 'keep', lineFor(organisation)),
    nothing: false,
  },
}
