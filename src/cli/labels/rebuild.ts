import { rebuildAll, type RebuiltCorpus } from '../../manage/readings/rebuild.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'
import { describeAll } from '../describe-busy.ts'

/** `incipit labels rebuild`: makes readings again from the log, and compares them with the stored ones. */
export const labelsRebuild: Command = {
  usage: 'labels rebuild',
  summary: 'makes fits and readings again from the log of answers, and corrects those that differ',
  flags: {
    corpus: { type: 'string', meaning: 'only this corpus [all]' },
    check: { type: 'boolean', meaning: 'only report what differs; change nothing' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: (command, _words, flags) => {
    const onlyChecks = flags['check'] === true
    const order = { corpus: readTextFlag(flags, 'corpus'), onlyChecks }
    return callUseCase(
      actingFor(command, flags),
      (context) => rebuildAll(context, order),
      (rebuilt) => describeAll(rebuilt, (one) => lineOf(one, onlyChecks)),
    )
  },
}

function lineOf(rebuilt: RebuiltCorpus, onlyChecks: boolean): string {
  const { corpus, isFitSame, isSettlementSame, records, readings, behind, withoutHistory } = rebuilt
  if (rebuilt.isBlank) return `${corpus}  has no answers yet`
  const fit = isFitSame && records.different === 0 ? 'the same' : 'another'
  const counts = `${readings.same} readings the same, ${readings.different} different`
  const late = behind > 0 ? `, ${behind} with labels that came since` : ''
  const lost = isSettlementSame ? '' : ', the record of how far they are settled was lost'
  const isRight = fit === 'the same' && isSettlementSame && readings.different + behind === 0
  const done = isRight || onlyChecks ? '' : '; corrected'
  const history =
    withoutHistory > 0
      ? `; the history of ${withoutHistory} accepted ones is lost and cannot be made from the log`
      : ''
  return `${corpus}  the fit ${fit}, ${counts}${late}${lost}${done}${history}`
}
