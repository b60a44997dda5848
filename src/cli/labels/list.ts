import {
  listReadings,
  type ListedReading,
  type ListedReadings,
  type ListOrder,
} from '../../manage/readings/list.ts'
import { readingStates } from '../../model/reading.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal, Result } from '../command.ts'
import { cell } from '../print.ts'
import { alternativesText, publishing, quoted, shareText } from './reading-facts.ts'
import { isRefused, readWhole } from '../read-flags.ts'

const shownMax = 1_000
const shownByDefault = 50

/** `incipit labels list`: lists readings of a corpus in one state, with their alternatives. */
export const labelsList: Command = {
  usage: 'labels list',
  summary: 'lists readings of a corpus in one state, such as those that need a review',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    state: { type: 'string', meaning: `${readingStates.join(', ')} [contested]` },
    limit: { type: 'string', meaning: `how many, at most ${shownMax} [${shownByDefault}]` },
    after: { type: 'string', meaning: 'continue after this item' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const order = readOptions(flags)
    if (isRefused(order)) return order
    return callUseCase(
      actingFor(command, flags),
      (context) => listReadings(context, order),
      (listed) => shown(order, listed),
    )
  },
}

function shown({ state }: ListOrder, listed: ListedReadings): Result {
  const { corpus, readings, next } = listed
  const more = next === null ? [] : [`There may be more: --after ${cell(next)}`]
  const facts = readings.map((one) => factsOf(one, listed))
  return {
    text:
      [...readings.map(lineOf), ...more].join('\n') ||
      `No reading of “${corpus.name}” is ${state}.`,
    json: { corpus: corpus.name, state, readings: facts, next },
  }
}

function factsOf({ item, reading }: ListedReading, { corpus, nowMs }: ListedReadings) {
  return {
    item: item.id,
    region: item.regionName,
    archive: { status: item.status, text: item.label },
    text: reading.text,
    confidence: reading.confidence,
    alternatives: reading.alternatives,
    answers: reading.answers,
    networks: reading.networks,
    ...publishing(reading, corpus.stopRules, nowMs),
  }
}

function lineOf({ item, reading }: ListedReading): string {
  return `${cell(item.id)}  ${cell(item.regionName)}  ${quoted(reading.text)} ${shareText(reading.confidence)}, else ${alternativesText(reading)}; ${reading.answers} answers`
}

function readOptions(flags: Flags): ListOrder | Refusal {
  const corpus = String(flags['corpus'] ?? '')
  if (corpus === '') return { refused: 'Name the corpus with --corpus NAME.' }
  const given = String(flags['state'] ?? 'contested')
  const state = readingStates.find((one) => one === given)
  if (!state)
    return { refused: `--state must be one of ${readingStates.join(', ')}, not “${given}”.` }
  const limit = readWhole(flags, 'limit', [1, shownMax])
  if (isRefused(limit)) return limit
  return { corpus, state, limit: limit ?? shownByDefault, after: String(flags['after'] ?? '') }
}
