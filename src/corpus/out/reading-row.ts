import type { Source } from '../../model/item.ts'
import { dayOf, type Settled } from './desk.ts'

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
  n_answers: 'integer',
  alternatives: 'string',
  engine: 'string',
  first_answer: 'date',
  last_answer: 'date',
  licence: 'string',
  credit: 'string',
} as const

/** One reading as a row. */
export type ReadingRow = Record<keyof typeof readingColumns, string | number | null>

const decimals = 1_000

/** Tells a reading as a row of a table. */
export const rowOf = (source: Source, { item, reading }: Settled): ReadingRow => {
  const { x, y, width, height } = item.box
  return {
    item_id: item.id,
    source: source.origin,
    iiif_canvas: source.iiif?.id ?? null,
    region: item.region,
    xywh: [x, y, width, height].join(','),
    type: item.kind === 'classification' ? 'class' : item.level,
    value: reading.text,
    original: item.label,
    state: reading.state,
    confidence: rounded(reading.confidence),
    n_answers: reading.answers,
    alternatives: JSON.stringify(
      reading.alternatives.map(({ text, confidence }) => ({
        value: text,
        confidence: rounded(confidence),
      })),
    ),
    engine: reading.engine,
    first_answer: dayOf(reading.firstAnswerAtMs),
    last_answer: dayOf(reading.lastAnswerAtMs),
    licence: source.licence,
    credit: source.credit,
  }
}

/** A confidence with three places. */
export const rounded = (confidence: number): number => Math.round(confidence * decimals) / decimals
