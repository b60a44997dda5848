import type { Corpus, CorpusCounts } from '../../model/corpus.ts'
import type { Command } from '../command.ts'
import { noSuchCorpus } from './corpus-line.ts'
import { instantOf } from '../../manage/instants.ts'

const labelsShownMax = 20

/** `incipit corpus list`: every corpus with what it holds. */
export const corpusList: Command = {
  usage: 'corpus list',
  summary: 'lists the corpora with their counts',
  flags: {},
  words: [0, 0],
  run: async (context) => {
    const store = context.openStore()
    const shown = []
    for (const corpus of await store.corpora.list())
      shown.push(factsOf(corpus, await store.corpora.count(corpus.name)))
    await store.close()
    const lines = shown.map(
      ({ name, kind, known, doubtful, unknown, labels, state, embargo_until, reported }) =>
        `${name}  ${kind}: ${known} known, ${doubtful} doubtful, ${unknown} unknown; ${labels} labels${
          state === 'open' ? '' : `; ${state}`
        }${embargo_until === null ? '' : `; embargo until ${embargo_until}`}${
          reported === 0 ? '' : `; ${reported} reported`
        }`,
    )
    return {
      text: lines.join('\n') || 'There is no corpus yet; `incipit corpus import` makes one.',
      json: shown,
    }
  },
}

/** `incipit corpus show NAME`: one corpus with its counts and the latest labels. */
export const corpusShow: Command = {
  usage: 'corpus show NAME',
  summary: 'shows a corpus: counts and the latest labels of visitors',
  flags: {},
  words: [1, 1],
  run: async (context, [name = '']) => {
    const store = context.openStore()
    const corpus = await store.corpora.find(name)
    if (!corpus) {
      await store.close()
      return noSuchCorpus(name)
    }
    const facts = factsOf(corpus, await store.corpora.count(name))
    const labels = await store.answers.listLabels(name, labelsShownMax)
    await store.close()
    const latest = labels.map(({ itemId, given, keyword, verdict, givenAtMs }) => ({
      item: itemId,
      given,
      keyword,
      verdict,
      given_at: new Date(givenAtMs).toISOString(),
    }))
    const lines = Object.entries(facts).map(([fact, value]) => `${fact.padEnd(14)}${String(value)}`)
    const rows = latest.map(
      ({ item, given, keyword, verdict, given_at }) =>
        `  ${given_at}  ${item}  “${given}”${keyword === null ? '' : ` to “${keyword}”`}  ${verdict}`,
    )
    return {
      text: [...lines, 'latest labels', ...(rows.length > 0 ? rows : ['  none yet'])].join('\n'),
      json: { ...facts, latest_labels: latest },
    }
  },
}

function factsOf(corpus: Corpus, counts: CorpusCounts) {
  return {
    name: corpus.name,
    kind: corpus.kind,
    language: corpus.language,
    script: corpus.script,
    direction: corpus.direction,
    created_at: new Date(corpus.createdAtMs).toISOString(),
    state: corpus.state,
    embargo_until: corpus.embargoUntilMs === null ? null : instantOf(corpus.embargoUntilMs),
    ...counts,
  }
}
