import { rebuildCorpus, type Rebuilt } from '../../labels/rebuild-corpus.ts'
import { pickCorpora } from '../corpus/choose-corpora.ts'
import type { Command } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { tellAll, type Busy } from '../tell-busy.ts'
import { withStore } from '../with-store.ts'

/** `incipit labels rebuild`: makes readings again from the log, and compares. */
export const labelsRebuild: Command = {
  usage: 'labels rebuild',
  summary: 'makes fits and readings again from the log of answers, and corrects those that differ',
  flags: {
    corpus: { type: 'string', meaning: 'only this corpus [all]' },
    check: { type: 'boolean', meaning: 'only tell what differs, and change nothing' },
  },
  words: [0, 0],
  run: (context, _words, flags) =>
    withStore(context, async (store) => {
      const corpora = await pickCorpora(store, flags)
      if (isRefused(corpora)) return corpora
      const onlyChecks = flags['check'] === true
      const { clock, random, kinds } = context
      const settling = { ...store, clock, random, kinds }
      const shown: Shown[] = []
      for (const corpus of corpora) {
        const rebuilt = await rebuildCorpus(corpus, settling, { onlyChecks })
        const busy = { corpus: corpus.name, isBusy: true } as const
        shown.push(rebuilt ? { ...rebuilt, isBusy: false } : busy)
      }
      return tellAll(shown, (one) => lineOf(one, onlyChecks))
    }),
}

type Shown = (Rebuilt & { isBusy: false }) | Busy

function lineOf(rebuilt: Rebuilt, onlyChecks: boolean): string {
  const { corpus, isFitSame, isSettlementSame, records, readings, behind, untold } = rebuilt
  if (rebuilt.isBlank) return `${corpus}  nothing has been said of it yet`
  const fit = isFitSame && records.different === 0 ? 'the same' : 'another'
  const counts = `${readings.same} readings the same, ${readings.different} different`
  const late = behind > 0 ? `, ${behind} with labels that came since` : ''
  const lost = isSettlementSame ? '' : ', up to where they are settled was lost'
  const isRight = fit === 'the same' && isSettlementSame && readings.different + behind === 0
  const done = isRight || onlyChecks ? '' : '; put right'
  const history =
    untold > 0 ? `; the history of ${untold} accepted ones is lost, and not in the log` : ''
  return `${corpus}  the fit ${fit}, ${counts}${late}${lost}${done}${history}`
}
