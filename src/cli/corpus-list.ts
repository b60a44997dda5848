import type { Command, Keep } from './command.ts'

const labelsShownMax = 20

/** `incipit corpus list`: every corpus with what it holds. */
export const corpusList: Command = {
  usage: 'corpus list',
  summary: 'lists the corpora with their counts',
  flags: {},
  words: [0, 0],
  run: async (context) => {
    const keep = context.openKeep()
    const corpora = await keep.records.listCorpora()
    const shown = []
    for (const corpus of corpora)
      shown.push({ ...corpus, ...(await keep.records.countCorpus(corpus.name)) })
    await keep.close()
    const lines = shown.map(
      ({ name, kind, known, doubtful, unknown, labels }) =>
        `${name}  ${kind}: ${known} known, ${doubtful} doubtful, ${unknown} unknown; ${labels} labels`,
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
    const keep = context.openKeep()
    const shown = await readCorpus(keep, name)
    await keep.close()
    if (!shown)
      return {
        refused: `There is no corpus “${name}”; \`incipit corpus list\` shows those there are.`,
      }
    const { labels, ...facts } = shown
    const lines = Object.entries(facts).map(
      ([fact, value]) => `${fact.padEnd(12)}${JSON.stringify(value)}`,
    )
    const latest = labels.map(({ itemId, given, keyword, verdict }) =>
      [`  ${itemId}  “${given}”`, keyword === null ? '' : ` to “${keyword}”`, `  ${verdict}`].join(
        '',
      ),
    )
    return {
      text: [...lines, `latest labels (${latest.length})`, ...latest].join('\n'),
      json: shown,
    }
  },
}

const readCorpus = async (keep: Keep, name: string) => {
  const corpus = await keep.records.findCorpus(name)
  if (!corpus) return null
  const { labels: labelCount, ...counts } = await keep.records.countCorpus(name)
  const labels = await keep.records.listLabels(name, labelsShownMax)
  return { ...corpus, ...counts, labelCount, labels }
}
