import { explainReading, type ExplainedReading } from '../../manage/readings/explain.ts'
import { instantOf } from '../../manage/instants.ts'
import type { KeptFit } from '../../model/fit.ts'
import type { Decision, Reading, ReadingEvent } from '../../model/reading.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { nameItem } from '../name-item.ts'
import { cell } from '../print.ts'
import { alternativesText, eventFacts, quoted, readingFacts, shareText } from './reading-facts.ts'

/** `incipit labels show ITEM`: explains the reading of an item. */
export const labelsShow: Command = {
  usage: 'labels show ITEM',
  summary: 'explains the reading of an item, named by its id or as CORPUS REGION',
  flags: organisationFlag,
  words: [1, 2],
  run: (command, words, flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => explainReading(context, { item: nameItem(words) }),
      (explained) => ({ text: describe(explained), json: factsOf(explained) }),
    ),
}

function factsOf(explained: ExplainedReading) {
  const { item, poolStatus, corpus, reading, fit, decision, events, nowMs } = explained
  return {
    item: item.id,
    corpus: corpus.name,
    region: item.regionName,
    archive: { status: item.status, text: item.label, confidence: item.confidence },
    pool_status: poolStatus,
    labels: explained.labels,
    answers_as_known: explained.knownAnswers,
    unreadable_networks: explained.unreadable,
    reading: reading && readingFacts(reading, corpus.stopRules, nowMs),
    decision: decision && {
      decision: decision.decision,
      text: decision.text,
      at: instantOf(decision.decidedAtMs),
    },
    fit: fit && {
      engine: fit.engine,
      labels: fit.labels,
      until: instantOf(fit.untilMs),
      fitted_at: instantOf(fit.fittedAtMs),
      is_stale: fit.isStale,
    },
    history: events.map(eventFacts),
  }
}

function describe(explained: ExplainedReading): string {
  const { item, corpus, reading, events } = explained
  const rows: readonly (readonly [string, string])[] = [
    ['item', cell(item.id)],
    ['corpus', cell(corpus.name)],
    ['region', cell(item.regionName)],
    ['archive', archiveText(explained)],
    ...(reading ? readingRows(explained, reading) : [['reading', 'none yet'] as const]),
    ['unreadable', `${explained.unreadable} networks said so`],
    ['decision', decisionText(explained.decision)],
    ['fit', fitText(explained.fit)],
  ]
  return [
    ...rows.map(([name, text]) => `${name.padEnd(14)}${text}`),
    'history',
    ...(events.length === 0 ? ['  nothing yet'] : events.map(eventLine)),
  ].join('\n')
}

function readingRows({ corpus, labels, decision, nowMs }: ExplainedReading, reading: Reading) {
  const isDecided = decision?.decision === 'accept' && decision.text !== null
  const { published, publishes_from: from } = readingFacts(reading, corpus.stopRules, nowMs)
  const when = from === null ? '' : `, ${published ? 'published' : 'to be published'} from ${from}`
  const { confidence, rawConfidence, answers, networks, agreement } = reading
  const raw = isDecided ? 'by what visitors say' : 'before calibration'
  const hint = isFirstGuess(reading) ? '; a first guess: only accepted ones are calibrated' : ''
  return [
    ['reading', `${quoted(reading.text)} ${reading.state}${when}`],
    ['confidence', `${shareText(confidence)} (${raw} ${shareText(rawConfidence)})${hint}`],
    ['alternatives', alternativesText(reading)],
    [
      'answers',
      `${answers} counted of ${labels}; ${networks} networks gave this text, agreement ${shareText(agreement)}`,
    ],
    ['attack', `${shareText(reading.attack)} likely that answers were given in collusion`],
    ['engine', cell(reading.engine)],
  ] as const
}

function isFirstGuess({ state }: Reading): boolean {
  return state === 'open' || state === 'provisional'
}

function archiveText({ item, poolStatus }: ExplainedReading): string {
  const text = item.label === null ? 'no text' : quoted(item.label)
  const sure = item.confidence === null ? '' : ` (a machine’s confidence ${item.confidence})`
  const moved = poolStatus === item.status ? '' : `; now used as ${poolStatus}`
  return `${item.status}, ${text}${sure}${moved}`
}

function decisionText(decision: Decision | null): string {
  if (!decision) return 'none'
  const text = decision.text === null ? '' : ` ${quoted(decision.text)}`
  return `${decision.decision}${text}, ${instantOf(decision.decidedAtMs)}`
}

function fitText(fit: KeptFit | null): string {
  if (!fit) return 'none yet'
  const stale = fit.isStale ? '; to be made again' : ''
  return `${fit.labels} labels up to ${instantOf(fit.untilMs)}, fitted ${instantOf(fit.fittedAtMs)}${stale}`
}

function eventLine({ atMs, state, text, confidence, cause }: ReadingEvent): string {
  return `  ${instantOf(atMs)}  ${state}  ${quoted(text)} ${shareText(confidence)}  (${cause})`
}
