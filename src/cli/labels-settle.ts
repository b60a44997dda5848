import { foldText } from '../challenge/compare.ts'
import { settleCorpus, type Settled } from '../labels/settle-corpus.ts'
import { readingStates, type ReadingState } from '../model/reading.ts'
import { chooseCorpora } from './choose-corpora.ts'
import type { Command } from './command.ts'
import { isRefused } from './read-flags.ts'
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
      const corpora = await chooseCorpora(keep, flags)
      if (isRefused(corpora)) return corpora
      const { clock, random } = context
      const world = { ...keep, clock, random, fold: foldText }
      const options = { again: flags['again'] === true, waits: true }
      const shown: Shown[] = []
      for (const corpus of corpora) {
        const { isBusy, settled, isRefitted } = await settleCorpus(corpus, world, options)
        if (isBusy) return { refused: busyWith(corpus.name) }
        const counts = await keep.readings.count(corpus.name)
        shown.push({ corpus: corpus.name, settled, isRefitted, ...counts })
      }
      return { text: shown.map(lineOf).join('\n') || 'There is no corpus yet.', json: shown }
    }),
}

type Shown = Omit<Settled, 'isBusy'> & Record<ReadingState, number>

const lineOf = (shown: Shown): string => {
  const counts = readingStates.map((state) => `${shown[state]} ${state}`).join(', ')
  const how = shown.isRefitted ? 'fitted anew, ' : ''
  return `${shown.corpus}  ${how}${shown.settled} settled now; ${counts}`
}

/** Why a corpus that another process works on is left alone. */
export const busyWith = (name: string): string =>
  `Another process is settling “${name}”; try again in a moment.`
