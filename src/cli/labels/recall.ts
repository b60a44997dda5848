import { instantOf } from '../../manage/instants.ts'
import { liftRecall, type LiftedRecall } from '../../manage/recalls/lift.ts'
import { listRecalls, type ListedRecall } from '../../manage/recalls/list.ts'
import { recallLabels, type RecalledLabels } from '../../manage/recalls/recall.ts'
import type { RecallEffect } from '../../manage/recalls/settle-after.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { quotedForShell } from '../../model/shell-word.ts'
import { cell } from '../print.ts'
import { isRefused } from '../read-flags.ts'
import { readRecallOptions } from './recall-options.ts'

/** `incipit labels recall`: stops counting the labels of a period, or of the networks that gave a reading. */
export const labelsRecall: Command = {
  usage: 'labels recall',
  summary:
    'stops counting the labels of a period, or of the networks that gave a reading, and settles again',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    from: { type: 'string', meaning: 'labels since this time, such as 2030-01-01T08:00Z' },
    to: { type: 'string', meaning: 'labels before this time' },
    item: {
      type: 'string',
      meaning: 'all labels of the networks that gave this item the reading it has now',
    },
    reason: { type: 'string', meaning: 'why, for the audit' },
    list: { type: 'boolean', meaning: 'only lists what has been recalled' },
    lift: { type: 'string', meaning: 'lifts this recall' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const order = readRecallOptions(flags)
    if (isRefused(order)) return order
    const { corpus } = order
    const acting = actingFor(command, flags)
    if (order.is === 'list')
      return callUseCase(
        acting,
        (context) => listRecalls(context, order),
        (recalls) => shownAll(corpus, recalls),
      )
    return order.is === 'lift'
      ? callUseCase(
          acting,
          (context) => liftRecall(context, order),
          (lifted) => shownLifted(corpus, lifted),
        )
      : callUseCase(
          acting,
          (context) => recallLabels(context, order),
          (done) => shownRecalled(corpus, done),
        )
  },
}

function shownAll(corpus: string, recalls: readonly ListedRecall[]): Result {
  const facts = recalls.map(
    ({ id, recalledAtMs, networks, fromMs, toMs, reason, liftedAtMs, alarm }) => ({
      id,
      at: instantOf(recalledAtMs),
      networks,
      from: fromMs === null ? null : instantOf(fromMs),
      to: toMs === null ? null : instantOf(toMs),
      reason,
      lifted: liftedAtMs === null ? null : instantOf(liftedAtMs),
      alarm,
    }),
  )
  const lines = facts.map(({ id, at, networks, from, to, reason, lifted, alarm }) => {
    const until = to === null ? 'on' : `to ${to}`
    const labels = `${alarm === null ? '' : 'held by the service, '}labels from ${from} ${until}`
    const what = networks === null ? labels : `${networks} networks`
    return `${id}  ${at}  ${what}: ${cell(reason)}${lifted === null ? '' : `; lifted ${lifted}`}`
  })
  return { text: lines.join('\n') || `“${corpus}” has no recalls.`, json: facts }
}

function shownLifted(corpus: string, { id, lifted, effect }: LiftedRecall): Result {
  return shown(corpus, `The recall ${id} is lifted.`, { id, lifted }, effect)
}

function shownRecalled(corpus: string, done: RecalledLabels): Result {
  const { id, what, recalls, isCut, effect } = done
  const now = isCut ? ' --to is in the future, so the period ends now: later labels count.' : ''
  return shown(corpus, `Recalled as ${id}: ${what}.${now}`, { id, recalls }, effect)
}

function shown(
  corpus: string,
  sentence: string,
  facts: object,
  effect: RecallEffect | null,
): Result {
  if (!effect) {
    const busy =
      'Another process is settling the corpus; the service will settle it again after that.'
    return { text: `${sentence}\n${busy}`, json: facts }
  }
  const { withdrawn, acceptedBefore, accepted } = effect
  const lines = [
    sentence,
    `${withdrawn} accepted readings were withdrawn or changed; ${acceptedBefore} were accepted before, ${accepted} are now.`,
    ...(withdrawn > 0
      ? [
          `\`incipit labels changes --corpus ${quotedForShell(corpus)}\` lists them, and the next export lists them in withdrawn.csv.`,
        ]
      : []),
  ]
  const json = { ...facts, withdrawn, accepted_before: acceptedBefore, accepted }
  return { text: lines.join('\n'), json }
}
