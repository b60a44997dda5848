import { runInOwnProcess, type OwnJob } from '../../jobs/own-process.ts'
import { keepingMs } from '../../labels/refit-corpus.ts'
import { settleCorpus, type SettledCounts } from '../../labels/settle-corpus.ts'
import type { Corpus } from '../../model/corpus.ts'
import { readingStates, type ReadingState } from '../../model/reading.ts'
import { pickCorpora } from '../corpus/choose-corpora.ts'
import type { Command } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { tellAll, type Busy } from '../tell-busy.ts'
import { withStore } from '../with-store.ts'

/** `incipit labels settle`: brings readings up to date with the labels of visitors. */
export const labelsSettle: Command = {
  usage: 'labels settle',
  summary:
    'brings readings up to date with the labels of visitors; the service does this by itself',
  flags: {
    corpus: { type: 'string', meaning: 'only this corpus [all]' },
    again: { type: 'boolean', meaning: 'settle all labels anew, not only those that came since' },
  },
  words: [0, 0],
  run: (context, _words, flags) =>
    withStore(context, async (store) => {
      const corpora = await pickCorpora(store, flags)
      if (isRefused(corpora)) return corpora
      const { clock, random, kinds } = context
      const again = flags['again'] === true
      const shown: Shown[] = []
      for (const corpus of corpora) {
        const done = await runInOwnProcess(
          { clock, random, store },
          jobOf(corpus, again),
          (paced) =>
            settleCorpus(corpus, { ...paced, clock, random, kinds }, { again, waits: true }),
        )
        const busy = { corpus: corpus.name, isBusy: true } as const
        const counts = await store.readings.count(corpus.name)
        if (!done || done.isBusy) shown.push(busy)
        else {
          const { isRefitDue: _, isBusy: __, ...settled } = done
          shown.push({ ...settled, ...counts, isBusy: false })
        }
      }
      return tellAll(shown, lineOf)
    }),
}

/** Ten seconds, as settling waits itself. */
const triesMax = 40

// The service's own jobs, so that none of the two runs while the other does.
function jobOf({ name }: Corpus, again: boolean): OwnJob {
  const common = { corpus: name, input: {}, triesMax }
  return again
    ? { ...common, kind: 'refit', dueInMs: null }
    : { ...common, kind: 'settle', dueInMs: 60_000 }
}

type Done = Omit<SettledCounts, 'isRefitDue'> & Record<ReadingState, number> & { isBusy: false }
type Shown = Done | Busy

function lineOf(shown: Done): string {
  const counts = readingStates.map((state) => `${shown[state]} ${state}`).join(', ')
  const how = shown.isRefitted ? 'fitted anew, ' : ''
  const waiting = shown.isRefitted ? waitingOf(shown) : ''
  return `${shown.corpus}  ${how}${shown.settled} settled now; ${counts}${waiting}`
}

function waitingOf({ labelsSinceFit }: Pick<SettledCounts, 'labelsSinceFit'>): string {
  return labelsSinceFit > 0
    ? `; ${labelsSinceFit} labels of the last ${keepingMs / 1_000} seconds wait for the next fit to learn from them`
    : ''
}
