import { instantOf } from '../../manage/instants.ts'
import {
  listChangedReadings,
  type ChangedReading,
  type ChangedReadings,
} from '../../manage/readings/list-changes.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Refusal, Result } from '../command.ts'
import { cell } from '../print.ts'
import { quoted } from './reading-facts.ts'
import { isRefused } from '../read-flags.ts'

const sinceDays = '30'
const dayMs = 86_400_000

/** `incipit labels changes`: lists readings that were accepted and have been withdrawn or changed since. */
export const labelsChanges: Command = {
  usage: 'labels changes',
  summary: 'lists readings that were accepted and have been withdrawn or changed since',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    since: {
      type: 'string',
      meaning: `a day such as 2030-01-01, or a number of days back [${sinceDays}]`,
    },
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const corpus = String(flags['corpus'] ?? '')
    if (corpus === '') return { refused: 'Name the corpus with --corpus NAME.' }
    const fromMs = readSince(String(flags['since'] ?? sinceDays), command.clock())
    if (isRefused(fromMs)) return fromMs
    const order = { corpus, fromMs }
    return callUseCase(
      actingFor(command, flags),
      (context) => listChangedReadings(context, order),
      (listed) => shown(order, listed),
    )
  },
}

function shown(
  { corpus, fromMs }: { corpus: string; fromMs: number },
  { changes: changed, moreFromMs }: ChangedReadings,
): Result {
  const changes = changed.map(changeOf)
  const nothing = `No accepted reading of “${corpus}” has changed since ${instantOf(fromMs)}.`
  const more = moreFromMs === null ? [] : [`There may be more, from ${instantOf(moreFromMs)} on.`]
  const lines = changes.map(
    (of) =>
      `${of.at}  ${cell(of.region)}  ${quoted(of.was_text ?? '')} → ${quoted(of.now_text)} ${of.state}  (${of.cause})`,
  )
  return { text: [...lines, ...more].join('\n') || nothing, json: changes }
}

function changeOf({ event, item: { regionName } }: ChangedReading) {
  return {
    at: instantOf(event.atMs),
    item: event.itemId,
    region: regionName,
    was_text: event.wasText,
    now_text: event.text,
    state: event.state,
    confidence: event.confidence,
    cause: event.cause,
  }
}

function readSince(given: string, now: number): number | Refusal {
  if (/^\d{1,4}$/.test(given)) return now - Number(given) * dayMs
  const ms = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) : Number.NaN
  // Date.parse turns a day that the month does not have into a day of the next month.
  return Number.isNaN(ms) || !instantOf(ms).startsWith(given)
    ? { refused: `--since must be a day such as 2030-01-01 or a number of days, not “${given}”.` }
    : ms
}
