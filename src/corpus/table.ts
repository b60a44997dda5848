import { parse } from 'csv-parse/sync'
import type { ItemKind } from '../model/item.ts'
import { cleanText } from '../model/clean-text.ts'
import type { Fault } from './encoding.ts'
import { parseConfidence } from './truth.ts'

/** What one file says of one whole picture: its text or its class. */
export type WholeReading = {
  kind: ItemKind
  text: string | null
  confidence: number | null
  isDoubted: boolean
}

/** A table's row: the picture as the table calls it, and what it says of it. */
export type TableRow = WholeReading & { pictureName: string }

/** A table; `hasReadings` is false where it lists pictures without texts or classes. */
export type Table = { rows: readonly TableRow[]; hasReadings: boolean }

const rowsMax = 1_000_000
const recordCharsMax = 1_000_000

type Column = 'picture' | 'text' | 'label' | 'confidence' | 'evidence'
const columnNames: Readonly<Record<Column, readonly string[]>> = {
  picture: [
    'image',
    'file',
    'file_name',
    'filename',
    'picture',
    'path',
    'fichier',
    'bild',
    'datei',
  ],
  text: ['text', 'texte', 'transcription', 'transcript', 'transkription'],
  label: ['label', 'class', 'classe', 'klasse', 'category', 'catégorie', 'étiquette'],
  confidence: ['confidence', 'score', 'conf', 'confiance', 'konfidenz'],
  evidence: ['evidence', 'source'],
}

/** Reads a table with a heading row (comma, semicolon or tab); null where there is no column of pictures. */
export const readCsv = (text: string): Table | Fault | null => {
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const delimiter = delimiterOf(heading)
  const columns = delimiter && columnsOf(parseCsv(heading, delimiter))
  if (!delimiter || !columns) return null
  const records = parseCsv(text, delimiter)
  if ('fault' in records) return records
  if (records.length > rowsMax) return { fault: 'it has more than 1 million rows' }
  const found = records.slice(1).map((record) => (column: Column) => record[columns[column]])
  return tableOf(found, columns)
}

/** Reads one JSON object in each line; null where the first has no picture. */
export const readJsonLines = (text: string): Table | Fault | null => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length > rowsMax) return { fault: 'it has more than 1 million rows' }
  const records: Record<string, unknown>[] = []
  for (const [place, line] of lines.entries()) {
    const record = parseObject(line)
    if (!record && place === 0) return null
    if (!record) return { fault: `line ${place + 1} is not a JSON object` }
    records.push(record)
  }
  const names = [...new Set(records.slice(0, 100).flatMap((record) => Object.keys(record)))]
  const columns = columnsOf([names])
  if (!columns) return null
  const found = records.map(
    (record) => (column: Column) => plainText(record[names[columns[column]] ?? '']),
  )
  return tableOf(found, columns)
}

type Cell = (column: Column) => string | undefined

const tableOf = (records: readonly Cell[], columns: Record<Column, number>): Table => {
  const has = (column: Column): boolean => columns[column] >= 0
  const rows: TableRow[] = []
  for (const cell of records) {
    const pictureName = cell('picture')?.trim() ?? ''
    if (pictureName === '') continue
    const confidence = parseConfidence(cell('confidence'))
    const isDoubted = has('confidence')
    if (has('text')) {
      const text = cleanText(cell('text') ?? '')
      rows.push({ pictureName, kind: 'transcription', text, confidence, isDoubted })
    }
    if (has('label')) {
      const text = cleanText(cell('label') ?? '')
      // A class with its evidence beside it was concluded by a rule, not seen by a person.
      const isConcluded = isDoubted || has('evidence')
      rows.push({ pictureName, kind: 'classification', text, confidence, isDoubted: isConcluded })
    }
  }
  return { rows, hasReadings: has('text') || has('label') }
}

const columnsOf = (heading: string[][] | Fault): Record<Column, number> | null => {
  if ('fault' in heading) return null
  const names = (heading[0] ?? []).map((name) => name.trim().toLowerCase().normalize('NFC'))
  const placeOf = (column: Column): number =>
    columnNames[column].map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1
  const picture = placeOf('picture')
  if (picture < 0) return null
  return {
    picture,
    text: placeOf('text'),
    label: placeOf('label'),
    confidence: placeOf('confidence'),
    evidence: placeOf('evidence'),
  }
}

const delimiterOf = (heading: string): string | null => {
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: heading.split(sign).length - 1 }))
  const [best] = counted.toSorted((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.sign : null
}

const parseCsv = (text: string, delimiter: string): string[][] | Fault => {
  try {
    return parse(text, {
      delimiter,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: recordCharsMax,
      to: rowsMax + 2,
    })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return { fault: cause.message.slice(0, 120) }
  }
}

const parseObject = (line: string): Record<string, unknown> | null => {
  if (line.length > recordCharsMax) return null
  try {
    const value: unknown = JSON.parse(line)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { ...value } : null
  } catch {
    return null
  }
}

const plainText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
