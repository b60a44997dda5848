import { cancelJob } from '../../manage/jobs/cancel.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'

/** `incipit jobs cancel KIND CORPUS`: cancels an import or an export. */
export const jobsCancel: Command = {
  usage: 'jobs cancel KIND CORPUS',
  summary: 'cancels an import or an export that waits or runs',
  flags: organisationFlag,
  words: [2, 2],
  run: (command, [kind = '', corpus = ''], flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => cancelJob(context, { kind, corpus }),
      (cancelled) => {
        const end = cancelled.isStopping ? 'ends within seconds, at its next step' : 'is cancelled'
        const json = { kind, corpus, stopping: cancelled.isStopping }
        return { text: `The ${kind} of “${corpus}” ${end}.`, json }
      },
    ),
}
