import { csvRow } from '../../text/write-csv.ts'
import type { TaskReading } from './outcome.ts'

/** A row of what is written; what has states has one in every row. */
export type OutRow = TaskReading & { task: string; answers: number; state?: string }

const places = 6

/** The lines of a file of readings: JSON lines if its name ends in `.jsonl`, otherwise CSV with a heading. */
export const linesOf = function* (path: string, rows: Iterable<OutRow>): Generator<string> {
  const isJsonLines = path.toLowerCase().endsWith('.jsonl')
  let isFirst = true
  for (const row of rows) {
    if (isFirst && !isJsonLines) yield headingOf(row)
    isFirst = false
    yield isJsonLines ? jsonLineOf(row) : csvLineOf(row)
  }
}

const columns = [
  'task',
  'label',
  'confidence',
  'raw_confidence',
  'answers',
  'alternatives',
] as const

function headingOf({ state }: OutRow): string {
  return csvRow([...columns, ...(state === undefined ? [] : ['state'])])
}

function csvLineOf(row: OutRow): string {
  const { task, label, confidence, rawConfidence, answers, alternatives, state } = row
  const others = alternatives.length === 0 ? '' : JSON.stringify(alternatives.map(rounded))
  const shown = state === undefined ? [] : [state]
  const cells = [task, label, round(confidence), round(rawConfidence), answers, others, ...shown]
  return csvRow(cells)
}

function jsonLineOf({ confidence, rawConfidence, alternatives, ...row }: OutRow): string {
  return `${JSON.stringify({
    task: row.task,
    label: row.label,
    confidence: round(confidence),
    raw_confidence: round(rawConfidence),
    answers: row.answers,
    alternatives: alternatives.map(rounded),
    state: row.state,
  })}\n`
}

function rounded({ label, probability }: OutRow['alternatives'][number]) {
  return {
    label,
    probability: round(probability),
  }
}

function round(share: number): number {
  return Number(share.toFixed(places))
}
