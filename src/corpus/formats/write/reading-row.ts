import type { Source } from '../../../model/source.ts'
import type { Alternative } from '../../../model/reading.ts'
import { publishedFrom } from '../../../model/stop-rules.ts'
import { isExported } from './choice.ts'
import { regionCell } from './media-fragment.ts'
import { dayOf, type ExportSession, type SettledItem } from './session.ts'

/** The columns of a table of readings, with their types. */
export const readingColumns = {
  item_id: 'string',
  source: 'string',
  iiif_canvas: 'string',
  region: 'string',
  xywh: 'string',
  type: 'string',
  value: 'string',
  original: 'string',
  state: 'string',
  confidence: 'number',
  raw_confidence: 'number',
  agreement: 'number',
  attack: 'number',
  n_answers: 'integer',
  n_networks: 'integer',
  alternatives: 'string',
  engine: 'string',
  first_answer: 'date',
  last_answer: 'date',
  gold_from: 'date',
  licence: 'string',
  credit: 'string',
} as const

/** One reading as a row. */
export type ReadingRow = Record<keyof typeof readingColumns, string | number | null>

const decimals = 10_000

/**
 * Turns a reading into a row of a table. A reading without a text (nobody could read it, or the archive does
 * not want it) has no value, and what was read is among the alternatives.
 */
export function rowOf(
  source: Source,
  settled: SettledItem,
  { choice, kind }: Pick<ExportSession, 'choice' | 'kind'>,
): ReadingRow {
  const { item, reading } = settled
  const isText = isExported(settled, choice)
  return {
    item_id: item.id,
    source: source.origin,
    iiif_canvas: source.iiif?.id ?? null,
    region: item.regionName,
    xywh: regionCell(item.region),
    type: kind.content === 'class' ? 'class' : item.level,
    value: isText ? reading.text : null,
    original: item.label,
    state: reading.state,
    confidence: rounded(reading.confidence),
    raw_confidence: rounded(reading.rawConfidence),
    agreement: rounded(reading.agreement),
    attack: rounded(reading.attack),
    n_answers: reading.answers,
    n_networks: reading.networks,
    alternatives: JSON.stringify(
      (isText ? reading.alternatives : [reading, ...reading.alternatives])
        .filter(({ text }) => text !== '')
        .map(alternativeOf),
    ),
    engine: reading.engine,
    first_answer: dayOf(reading.firstAnswerAtMs),
    last_answer: dayOf(reading.lastAnswerAtMs),
    gold_from:
      reading.state === 'accepted'
        ? dayOf(publishedFrom(reading.lastAnswerAtMs, choice.stopRules))
        : null,
    licence: source.licence,
    credit: source.credit,
  }
}

/** An alternative text with its likelihood, as written. */
export function alternativeOf({ text, confidence }: Alternative) {
  return {
    value: text,
    confidence: rounded(confidence),
  }
}

/** A share from 0 to 1 with four decimal places. */
export function rounded(share: number): number {
  return Math.round(share * decimals) / decimals
}
