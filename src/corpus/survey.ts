import type { Folder, FolderFile } from '../model/folder.ts'
import { cleanText } from '../model/clean-text.ts'
import { detectFile, type Detected } from './detect.ts'
import type { MetsAt, Unpaired } from './pair.ts'
import { extensionOf } from './paths.ts'
import type { SkipCode, SkipList } from './skips.ts'
import type { TableRow, WholeReading } from './table.ts'
import { xmlLimits } from './xml.ts'

/** A truth file before its regions are read. */
export type TruthFile = Unpaired & { format: 'ALTO' | 'PAGE' }

/** A text that stands beside a picture. */
type TextFile = WholeReading & { path: string }

/** Everything in a folder that an import can use. */
export type Survey = {
  pictures: string[]
  truths: TruthFile[]
  mets: MetsAt[]
  tables: { path: string; rows: readonly TableRow[] }[]
  texts: TextFile[]
  /** Some file may tell of the pictures in a way that is not read, or was meant to. */
  hasUnread: boolean
}

/** The limits on a folder that is imported. */
export const folderLimits = { files: 1_000_000, pictureBytes: 512 * 1024 * 1024 } as const

const pictureExtensions: ReadonlySet<string> = new Set(
  'jpg jpeg jpe png tif tiff webp jp2 j2k gif bmp avif heic'.split(' '),
)
const unread: ReadonlySet<SkipCode> = new Set([
  'format_hocr',
  'format_iiif',
  'xml_broken',
  'table_broken',
])
const notTheirs = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$)/

/** Looks at every file of a folder once; only those that are named like pictures are left for later. */
export const surveyFolder = async (folder: Folder, skips: SkipList): Promise<Survey | null> => {
  const files = await folder.list()
  if (files.length > folderLimits.files) return null
  const survey: Survey = {
    pictures: [],
    truths: [],
    mets: [],
    tables: [],
    texts: [],
    hasUnread: false,
  }
  for (const file of files) {
    const detected = await lookAt(folder, file)
    note(file.path, detected, survey, skips)
  }
  return survey
}

const lookAt = async (
  folder: Folder,
  { path, sizeBytes, obstacle }: FolderFile,
): Promise<Detected> => {
  if (obstacle) return { is: 'nothing', code: obstacle }
  if (notTheirs.test(path)) return { is: 'nothing', code: 'other_file' }
  const isPicture = pictureExtensions.has(extensionOf(path))
  if (sizeBytes > (isPicture ? folderLimits.pictureBytes : xmlLimits.sizeBytes))
    return { is: 'nothing', code: 'file_too_large' }
  if (isPicture) return { is: 'picture' }
  const bytes = await folder.read(path).catch(() => null)
  return bytes ? detectFile(path, bytes) : { is: 'nothing', code: 'file_unreadable' }
}

// oxlint-disable-next-line max-params
const note = (path: string, detected: Detected, survey: Survey, skips: SkipList): void => {
  switch (detected.is) {
    case 'picture':
      survey.pictures.push(path)
      return
    case 'truth':
      survey.truths.push({ path, format: detected.format, pictureNames: detected.pictureNames })
      return
    case 'mets':
      survey.mets.push({ path, pages: detected.pages })
      return
    case 'table':
      for (const { line, why } of detected.unread)
        skips.add({ what: `${path}: line ${line}`, code: 'row_unreadable', detail: why })
      survey.hasUnread ||= detected.unread.length > 0
      if (detected.hasReadings) survey.tables.push({ path, rows: detected.rows })
      else skips.add({ what: path, code: 'table_without_text' })
      return
    case 'text':
      survey.texts.push(toTextFile(path, detected.text))
      return
    case 'nothing':
      skips.add({
        what: path,
        code: detected.code,
        ...(detected.detail ? { detail: detected.detail } : {}),
      })
      survey.hasUnread ||= unread.has(detected.code)
  }
}

// A text of several lines is kept as a reading of none, and told of once its picture is known.
const toTextFile = (path: string, whole: string): TextFile => {
  const hasLines = /[\r\n]/.test(whole.trim())
  const text = hasLines ? severalLines : cleanText(whole)
  return { path, kind: 'transcription', text, confidence: null, isDoubted: false }
}

/** Stands for the text of a file that has more than one line; no text is ever read as this. */
export const severalLines = '\n'
