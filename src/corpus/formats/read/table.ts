import type { SkipCode } from '../../import/skips.ts'
import type { FileContent } from '../../../kinds/kind.ts'
import { cleanText } from '../../../text/clean-text.ts'
import { isNamedLikeRecording } from '../../survey/recordings.ts'
import type { Span } from '../../../model/sound.ts'
import { parseTime } from './speech.ts'
import { parseConfidence } from './truth.ts'

/** What one file says about one whole picture, its text or its class; or about a recording or a part of it. */
export type WholeReading = {
  content: FileContent
  span?: Span
  text: string | null
  confidence: number | null
  isDoubted: boolean
}

/** A row of a table: the picture's name in the table, and its reading. */
export type TableRow = WholeReading & { pictureName: string }

/** A row that cannot be used: its line number from 1, and the rest of a sentence that begins with it. */
export type UnreadRow = { line: number; why: string }

/**
 * A table; `hasReadings` is false if it lists pictures without texts or classes. Its rows are read as they
 * are asked for, in the order of their lines, so that a table of any length takes little memory.
 */
export type Table = {
  rows: Iterable<TableRow | UnreadRow>
  hasReadings: boolean
  /** Other parts of it that cannot be used, grouped by kind. */
  unusable?: readonly UnusablePart[]
}

/** A part of a table that cannot be used: how many, where the first one is, and why. */
export type UnusablePart = { where: string; code: SkipCode; detail?: string; count: number }

/** The limits that every table is read within. */
export const tableLimits = { rows: 1_000_000, recordChars: 1_000_000 } as const

/** The columns that an import uses. */
export type Column = 'picture' | 'text' | 'label' | 'confidence' | 'evidence' | 'start' | 'end'

/** The index of each column in a heading; -1 if it is missing. */
export type Columns = Readonly<Record<Column, number>>

/** A record of a table with its line and its cells by column. */
export type TableRecord = { line: number; cell: (column: Column) => string | undefined }

function namesIn(list: string): string[] {
  return list.split(', ')
}

/** The headings of each column, the surest first, in each language of the archives. */
export const columnNames: Readonly<Record<Column, readonly string[]>> = {
  picture: namesIn(
    'image, file, file_name, filename, picture, path, audio, recording, fichier, bild, datei, dateiname, bilddatei, scan, nom_fichier, nom de fichier, imagen, archivo, fichero, immagine, afbeelding, bestand, bestandsnaam, imagem, arquivo',
  ),
  text: namesIn(
    'text, texte, transcription, transcript, transkription, transkript, texto, testo, tekst, transcripción, transcripcion, trascrizione, transcriptie, transcrição, wort, word, mot, palabra, parola, woord, palavra, lesung, reading, lecture, lectura, lettura, lezing, leitura',
  ),
  label: namesIn(
    'label, class, classe, klasse, category, catégorie, étiquette, kategorie, clase, categoría, categoria, categorie, etiqueta, etichetta',
  ),
  confidence: namesIn('confidence, score, conf, confiance, konfidenz, confianza, confidenza'),
  evidence: namesIn('evidence, source'),
  start: namesIn(
    'start, from, begin, start_time, début, debut, anfang, beginn, inicio, inizio, início',
  ),
  end: namesIn('end, to, stop, end_time, fin, ende, fine, einde, fim'),
}

/** Finds the columns of a heading, in any case; null if there is none of pictures. */
export function columnsOf(heading: readonly string[]): Columns | null {
  const names = heading.map((name) => name.trim().toLowerCase().normalize('NFC'))
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
    start: placeOf('start'),
    end: placeOf('end'),
  }
}

/** Says whether a table with these columns has texts, classes or parts of recordings. */
export function hasReadings({ text, label, start, end }: Columns): boolean {
  return text >= 0 || label >= 0 || (start >= 0 && end >= 0)
}

/** The rows of a record: one for its text and one for its class, or one for its part of a recording. */
export function rowsOfRecord(
  { line, cell }: TableRecord,
  columns: Columns,
): (TableRow | UnreadRow)[] {
  const pictureName = cell('picture')?.trim() ?? ''
  if (pictureName === '') return [{ line, why: 'it names no picture' }]
  if (isNamedLikeRecording(pictureName)) return [rowOfSpeech({ line, cell }, columns, pictureName)]
  return readingsOf(cell, columns).map((reading) => ({ pictureName, ...reading }))
}

function rowOfSpeech(
  { line, cell }: TableRecord,
  columns: Columns,
  pictureName: string,
): TableRow | UnreadRow {
  const text = cleanText(cell('text') ?? '')
  const confidence = parseConfidence(cell('confidence'))
  const reading = {
    content: 'speech',
    text,
    confidence,
    isDoubted: columns.confidence >= 0,
  } as const
  const [from, to] = [cell('start')?.trim() ?? '', cell('end')?.trim() ?? '']
  if (from === '' && to === '') return { pictureName, ...reading }
  const [fromMs, toMs] = [parseTime(from), parseTime(to)]
  return fromMs === null || toMs === null || toMs <= fromMs
    ? { line, why: 'its times are none; write seconds, or hours:minutes:seconds' }
    : { pictureName, ...reading, span: { fromMs, toMs } }
}

function readingsOf(cell: TableRecord['cell'], columns: Columns): WholeReading[] {
  const readings: WholeReading[] = []
  const confidence = parseConfidence(cell('confidence'))
  const isDoubted = columns.confidence >= 0
  if (columns.text >= 0) {
    const text = cleanText(cell('text') ?? '')
    readings.push({ content: 'text', text, confidence, isDoubted })
  }
  if (columns.label >= 0) {
    const text = cleanText(cell('label') ?? '')
    // A class with its evidence beside it was inferred by a rule, not seen by a person.
    const isConcluded = isDoubted || columns.evidence >= 0
    readings.push({ content: 'class', text, confidence, isDoubted: isConcluded })
  }
  return readings
}
