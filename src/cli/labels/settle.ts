import { runInOwnProcess, type OwnJob } from '../../jobs/own-process.ts'
import { keepingMs } from '../../labels/refit-corpus.ts'
import type { Context } from '../../manage/context.ts'
import { pickCorpora } from '../../manage/corpora/pick.ts'
import type { BusyCorpus } from '../../manage/readings/busy.ts'
import { settleReadings, type SettledReadings } from '../../manage/readings/settle.ts'
import type { Refused } from '../../manage/refused.ts'
import { readingStates } from '../../model/reading.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'
import { describeAll } from '../describe-busy.ts'

/** `incipit labels settle`: brings readings up to date with the labels of visitors. */
export const labelsSettle: Command = {
  usage: 'labels settle',
  summary:
    'brings readings up to date with the labels of visitors; the service does this by itself',
  flags: {
    corpus: { type: 'string', meaning: 'only this corpus [all]' },
    again: { type: 'boolean', meaning: 'settle all labels again, not only new ones' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: (command, _words, flags) => {
    const order = { corpus: readTextFlag(flags, 'corpus'), again: flags['again'] === true }
    return callUseCase(
      actingFor(command, flags),
      (context) => settleInTurn(context, order),
      (settled) => describeAll(settled, lineOf),
    )
  },
}

async function settleInTurn(
  context: Context,
  { corpus, again }: { corpus: string | null; again: boolean },
): Promise<(SettledReadings | BusyCorpus)[] | Refused> {
  const corpora = await pickCorpora(context, { corpus })
  if ('refused' in corpora) return corpora
  const settled: (SettledReadings | BusyCorpus)[] = []
  for (const { name } of corpora) {
    const done = await runInOwnProcess(context, jobOf(name, again), (store) =>
      settleReadings({ ...context, store }, { corpus: name, again }),
    )
    if (typeof done === 'string') settled.push({ corpus: name, isBusy: true })
    // A corpus that has been removed in the meantime is skipped.
    else if (!('refused' in done)) settled.push(done)
  }
  return settled
}

/** Ten seconds, as long as settling itself waits. */
const triesMax = 40

// The same jobs that the service runs, so that the two never run at once.
function jobOf(corpus: string, again: boolean): OwnJob {
  const common = { corpus, input: {}, triesMax }
  return again
    ? { ...common, kind: 'refit', dueInMs: null }
    : { ...common, kind: 'settle', dueInMs: 60_000 }
}

function lineOf(shown: SettledReadings): string {
  const counts = readingStates.map((state) => `${shown[state]} ${state}`).join(', ')
  const how = shown.isRefitted ? 'fitted again, ' : ''
  const waiting = shown.isRefitted ? waitingOf(shown) : ''
  const holds = shown.holds.map((sentence) => `\n  ${sentence}`).join('')
  return `${shown.corpus}  ${how}${shown.settled} settled now; ${counts}${waiting}${holds}`
}

function waitingOf({ labelsSinceFit }: Pick<SettledReadings, 'labelsSinceFit'>): string {
  return labelsSinceFit > 0
    ? `; ${labelsSinceFit} labels of the last ${keepingMs / 1_000} seconds wait for the next fit to learn from them`
    : ''
}
