import { access, constants, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Reading } from './aggregate-outcome.ts'

/** A row of what is written; what has states has one in every row. */
export type OutRow = Reading & { task: string; answers: number; state?: string }

const pieceChars = 1 << 20
const places = 6

/** Why a file cannot be written: something lies there, or its folder takes nothing. */
export const refuseOut = async (path: string): Promise<{ refused: string } | null> => {
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
export const writeRows = async (path: string, rows: Iterable<OutRow>): Promise<void> => {
  const draft = `${path}.${process.pid}.part`
  const lineOf = path.toLowerCase().endsWith('.jsonl') ? jsonLineOf : csvLineOf
  const file = await open(draft, 'wx')
  try {
    for (const piece of piecesOf(rows, lineOf)) await file.appendFile(piece)
    await file.sync()
    await file.close()
    await rename(draft, path)
  } catch (cause) {
    await file.close()
    await rm(draft, { force: true })
    throw cause
  }
}

const piecesOf = function* (
  rows: Iterable<OutRow>,
  lineOf: (row: OutRow) => string,
): Generator<string> {
  let piece = ''
  let isFirst = true
  for (const row of rows) {
    if (isFirst && lineOf === csvLineOf) piece = headingOf(row)
    isFirst = false
    piece += lineOf(row)
    if (piece.length < pieceChars) continue
    yield piece
    piece = ''
  }
  yield piece
}

const columns = [
  'task',
  'label',
  'confidence',
  'raw_confidence',
  'answers',
  'alternatives',
] as const

const headingOf = ({ state }: OutRow): string =>
  `${[...columns, ...(state === undefined ? [] : ['state'])].join(',')}\r\n`

const csvLineOf = (row: OutRow): string => {
  const { task, label, confidence, rawConfidence, answers, alternatives, state } = row
  const others = alternatives.length === 0 ? '' : JSON.stringify(alternatives.map(rounded))
  const shown = state === undefined ? [] : [state]
  const cells = [task, label, round(confidence), round(rawConfidence), answers, others, ...shown]
  return `${cells.map(quote).join(',')}\r\n`
}

const jsonLineOf = ({ confidence, rawConfidence, alternatives, ...row }: OutRow): string =>
  `${JSON.stringify({
    task: row.task,
    label: row.label,
    confidence: round(confidence),
    raw_confidence: round(rawConfidence),
    answers: row.answers,
    alternatives: alternatives.map(rounded),
    state: row.state,
  })}\n`

const quote = (cell: string | number): string => {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const rounded = ({ label, probability }: OutRow['alternatives'][number]) => ({
  label,
  probability: round(probability),
})

const round = (share: number): number => Number(share.toFixed(places))
