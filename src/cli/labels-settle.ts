import { foldText } from '../challenge/compare.ts'
import { settleCorpus } from '../labels/settle-corpus.ts'
import type { Command } from './command.ts'
import { withKeep } from './with-keep.ts'

/** `incipit labels settle`: brings readings up to date with the labels of visitors. */
export const labelsSettle: Command = {
  usage: 'labels settle',
  summary: 'brings readings up to date with the labels of visitors; the service does it by itself',
  flags: {
    corpus: { type: 'string', meaning: 'only this corpus [all]' },
    again: { type: 'boolean', meaning: 'settle all labels anew, not only those that came since' },
  },
  words: [0, 0],
  run: (context, _words, flags) =>
    withKeep(context, async (keep) => {
      const name = flags['corpus'] === undefined ? null : String(flags['corpus'])
      const all = await keep.records.listCorpora()
      const corpora = name === null ? all : all.filter((corpus) => corpus.name === name)
      if (name !== null && corpora.length === 0) return { refused: `There is no corpus “${name}”.` }
      const world = { ...keep, clock: context.clock, fold: foldText }
      const shown = []
      for (const corpus of corpora) {
        const { settled } = await settleCorpus(corpus, world, { again: flags['again'] === true })
        shown.push({ corpus: corpus.name, settled, ...(await keep.readings.count(corpus.name)) })
      }
      const lines = shown.map(
        ({ corpus, settled, accepted, provisional, contested, open }) =>
          `${corpus}  ${settled} settled now; ${accepted} accepted, ${provisional} provisional, ${contested} contested, ${open} open`,
      )
      return { text: lines.join('\n') || 'There is no corpus yet.', json: shown }
    }),
}
