import { foldText } from '../challenge/compare.ts'
import { rebuildCorpus, type Rebuilt } from '../labels/rebuild-corpus.ts'
import { chooseCorpora } from './choose-corpora.ts'
import type { Command } from './command.ts'
import { busyWith } from './labels-settle.ts'
import { isRefused } from './read-flags.ts'
import { withKeep } from './with-keep.ts'

/** `incipit labels rebuild`: makes readings again from the log, and compares. */
export const labelsRebuild: Command = {
  usage: 'labels rebuild',
  summary: 'makes fits and readings again from the log of answers, and puts right what differs',
  flags: {
    corpus: { type: 'string', meaning: 'only this corpus [all]' },
    check: { type: 'boolean', meaning: 'only tell what differs, and change nothing' },
  },
  words: [0, 0],
  run: (context, _words, flags) =>
    withKeep(context, async (keep) => {
      const corpora = await chooseCorpora(keep, flags)
      if (isRefused(corpora)) return corpora
      const onlyChecks = flags['check'] === true
      const { clock, random } = context
      const world = { ...keep, clock, random, fold: foldText }
      const shown: Rebuilt[] = []
      for (const corpus of corpora) {
        const rebuilt = await rebuildCorpus(corpus, world, { onlyChecks })
        if (!rebuilt) return { refused: busyWith(corpus.name) }
        shown.push(rebuilt)
      }
      const lines = shown.map((one) => lineOf(one, onlyChecks))
      return { text: lines.join('\n') || 'There is no corpus yet.', json: shown }
    }),
}

const lineOf = (rebuilt: Rebuilt, onlyChecks: boolean): string => {
  const { corpus, isFitSame, records, readings, behind } = rebuilt
  if (!rebuilt.isFitted) return `${corpus}  nothing has been settled yet`
  const fit = isFitSame && records.different === 0 ? 'the same' : 'another'
  const counts = `${readings.same} readings the same, ${readings.different} different`
  const late = behind > 0 ? `, ${behind} with labels that came since` : ''
  const isRight = fit === 'the same' && readings.different + behind === 0
  const done = isRight || onlyChecks ? '' : '; put right'
  return `${corpus}  the fit ${fit}, ${counts}${late}${done}`
}
