import type { Folder, FolderFile } from '../../model/folder.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { StagedOf, Staging } from '../../model/staging.ts'
import { cleanText } from '../../text/clean-text.ts'
import type { DetectedTruth, ImportFormat } from '../formats/read/format.ts'
import { detectFile, type Detected } from './detect.ts'
import type { MetsAt } from './pair.ts'
import { packingNamedBy } from './packing.ts'
import { extensionOf } from './paths.ts'
import { notePicture, noteRecording } from './pictures.ts'
import { isNamedLikeRecording } from './recordings.ts'
import type { SkipCode, SkipList } from '../import/skips.ts'
import { recallLook, rememberLook } from './unchanged.ts'
import { xmlLimits } from '../formats/read/xml.ts'

/** Everything in a folder that an import can use: its pictures, in staging, and the files to assign to them. */
export type Survey = {
  staging: Staging
  mets: MetsAt[]
  /** Some file may describe the pictures in a form that we do not read, or may have been meant to. */
  hasUnread: boolean
}

/** The limits on a folder that is imported, and on a picture or recording in it. */
export const folderLimits = { files: 10_000_000, pictureBytes: 512 * 1024 * 1024 } as const

const pictureExtensions: ReadonlySet<string> = new Set(
  'jpg jpeg jpe png tif tiff webp jp2 j2k gif bmp avif heic'.split(' '),
)
const unread: ReadonlySet<SkipCode> = new Set([
  'hocr_broken',
  'iiif_broken',
  'xml_broken',
  'table_broken',
  'table_without_heading',
])
const notTheirs = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$)/

/** What a survey uses. */
export type SurveySession = {
  formats: readonly ImportFormat[]
  staging: Staging
  importCache: ImportCache
  skips: SkipList
  isStopped: () => boolean
}

/** Looks at every file of a folder once; only files named like pictures and recordings are left for later. */
export async function surveyFolder(
  folder: Folder,
  session: SurveySession,
): Promise<Survey | 'too_many' | 'stopped'> {
  const survey: Survey = { staging: session.staging, mets: [], hasUnread: false }
  let files = 0
  for await (const file of folder.walk?.() ?? (await folder.list())) {
    files += 1
    if (files > folderLimits.files) return 'too_many'
    if (session.isStopped()) return 'stopped'
    const detected = await lookAgain(folder, file, session)
    note(file, detected, survey, session.skips)
  }
  return survey
}

async function lookAgain(
  folder: Folder,
  file: FolderFile,
  { importCache, formats }: SurveySession,
): Promise<Detected> {
  const known = recallLook(folder.name, file, importCache)
  if (known) return known
  const detected = await lookAt(folder, file, formats)
  rememberLook(folder.name, { ...file, detected }, importCache)
  return detected
}

async function lookAt(
  folder: Folder,
  { path, sizeBytes, obstacle, detail }: FolderFile,
  formats: readonly ImportFormat[],
): Promise<Detected> {
  if (obstacle) return { is: 'nothing', code: obstacle, ...(detail ? { detail } : {}) }
  if (notTheirs.test(path)) return { is: 'nothing', code: 'other_file' }
  const isPicture = pictureExtensions.has(extensionOf(path))
  const isMedium = isPicture || isNamedLikeRecording(path)
  if (sizeBytes > (isMedium ? folderLimits.pictureBytes : xmlLimits.sizeBytes))
    return tooLarge(path)
  if (isMedium) return { is: isPicture ? 'picture' : 'recording' }
  const bytes = await folder.read(path).catch(() => null)
  return bytes ? detectFile(path, bytes, formats) : { is: 'nothing', code: 'file_unreadable' }
}

function tooLarge(path: string): Detected {
  const packing = packingNamedBy(path)
  return packing
    ? { is: 'nothing', code: 'packing_unknown', detail: packing }
    : { is: 'nothing', code: 'file_too_large' }
}

// oxlint-disable-next-line max-params
function note(file: FolderFile, detected: Detected, survey: Survey, skips: SkipList): void {
  const { path, stamp } = file
  switch (detected.is) {
    case 'picture':
      notePicture(path, survey.staging)
      if (stamp !== undefined) survey.staging.mention(path, { kind: 'stamp', stamp })
      return
    case 'recording':
      noteRecording(path, survey.staging)
      if (stamp !== undefined) survey.staging.mention(path, { kind: 'stamp', stamp })
      return
    case 'speech':
      survey.staging.add({
        kind: 'speech',
        ...speechOf(path, detected),
        ...(stamp === undefined ? {} : { stamp }),
      })
      return
    case 'truth':
      for (const truth of truthsOf(path, detected))
        survey.staging.add(stamp === undefined ? truth : { ...truth, stamp })
      return
    case 'mets':
      survey.mets.push({ path, pages: detected.pages })
      return
    case 'table':
      noteTable(path, detected, survey, skips)
      return
    case 'iiif':
      survey.hasUnread = true
      survey.staging.add({ kind: 'iiif', path, id: detected.id, type: detected.type })
      return
    case 'text':
      survey.staging.add(toTextFile(path, detected.text))
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

type DetectedTable = Extract<Detected, { is: 'table' }>

// oxlint-disable-next-line max-params
function noteTable(path: string, table: DetectedTable, survey: Survey, skips: SkipList): void {
  for (const { where, ...skip } of table.unusable ?? [])
    skips.add({ what: `${path}: ${where}`, ...skip })
  for (const row of table.rows) {
    if ('why' in row) {
      skips.add({ what: `${path}: line ${row.line}`, code: 'row_unreadable', detail: row.why })
      survey.hasUnread = true
    } else if (table.hasReadings) survey.staging.add({ kind: 'row', path, ...row })
  }
  if (table.isGuessed) skips.add({ what: path, code: 'encoding_guessed' })
  if (!table.hasReadings) skips.add({ what: path, code: 'table_without_text' })
}

// A file of many pages that names a picture for each needs many pictures.
function truthsOf(
  path: string,
  { format, pictureNames, pages }: DetectedTruth,
): StagedOf<'truth'>[] {
  if (!pages || pages.length < 2) return [{ kind: 'truth', path, format, pictureNames }]
  return pages.map((names, page) => ({ kind: 'truth', path, format, pictureNames: names, page }))
}

function speechOf(path: string, { format, recordingNames }: Extract<Detected, { is: 'speech' }>) {
  return { path, format, pictureNames: recordingNames }
}

// A text of several lines is recorded as no reading, and reported once its picture is known.
function toTextFile(path: string, whole: string): StagedOf<'text'> {
  const hasLines = /[\r\n]/.test(whole.trim())
  const text = hasLines ? severalLines : cleanText(whole)
  return { kind: 'text', path, content: 'text', text, confidence: null, isDoubted: false }
}

/** Stands for the text of a file with more than one line; no real text equals it. */
export const severalLines = '\n'
