import { access, constants, lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Reading } from './aggregate-outcome.ts'
import { writeFilePieces } from '../../cli/write-file.ts'

/** A row of what is written; what has states has one in every row. */
export type OutRow = Reading & { task: string; answers: number; state?: string }

const places = 6

/** Why a file cannot be written: something lies there, or its folder takes nothing. */
export async function refuseOut(path: string): Promise<{ refused: string } | null> {
  try {
    await access(dirname(path), constants.W_OK)
    await lstat(path)
    return { refused: `${path} is there already; name a new file.` }
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' && syscall === 'lstat') return null
    return { refused: `${path} cannot be written; is its folder there, and ours?` }
  }
}

/** Writes rows as JSON lines where the name ends in `.jsonl`, else as CSV; the file is there when all of it is. */
export function writeRows(path: string, rows: Iterable<OutRow>): Promise<void> {
  const lineOf = path.toLowerCase().endsWith('.jsonl') ? jsonLineOf : csvLineOf
  return writeFilePieces(path, linesOf(rows, lineOf))
}

const linesOf = function* (
  rows: Iterable<OutRow>,
  lineOf: (row: OutRow) => string,
): Generator<string> {
  let isFirst = true
  for (const row of rows) {
    if (isFirst && lineOf === csvLineOf) yield headingOf(row)
    isFirst = false
    yield lineOf(row)
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
  return `${[...columns, ...(state === undefined ? [] : ['state'])].join(',')}\r\n`
}

function csvLineOf(row: OutRow): string {
  const { task, label, confidence, rawConfidence, answers, alternatives, state } = row
  const others = alternatives.length === 0 ? '' : JSON.stringify(alternatives.map(rounded))
  const shown = state === undefined ? [] : [state]
  const cells = [task, label, round(confidence), round(rawConfidence), answers, others, ...shown]
  return `${cells.map(quote).join(',')}\r\n`
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

function quote(cell: string | number): string {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
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
