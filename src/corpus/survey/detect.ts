import { brokenXml } from '../formats/read/detect-xml.ts'
import type { DetectedFile, ImportFormat, UnusableFile } from '../formats/read/format.ts'
import { openImportFile, textExtensions, type ImportFile } from '../formats/read/import-file.ts'
import { packingOf } from './packing.ts'

/** What a file is, by its bytes. */
export type Detected = { is: 'picture' } | { is: 'recording' } | DetectedFile

const pictureMarks: readonly RegExp[] = [
  /^ffd8ff/,
  /^89504e470d0a1a0a/,
  /^(49492a00|4d4d002a|49492b00|4d4d002b)/,
  /^52494646.{8}57454250/,
  /^0000000c6a502020/,
  /^47494638/,
]
const pdfMark = '%PDF'

/** Says whether bytes begin like a picture, whether or not we read its format. */
export function beginsLikePicture(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  return pictureMarks.some((pattern) => pattern.test(mark))
}

/** Detects what a file is; its name matters only if its bytes leave it open. */
export function detectFile(
  path: string,
  bytes: Uint8Array,
  formats: readonly ImportFormat[],
): Detected {
  if (beginsLikePicture(bytes)) return { is: 'picture' }
  if (Buffer.from(bytes.subarray(0, pdfMark.length)).toString('latin1') === pdfMark)
    return { is: 'nothing', code: 'format_pdf' }
  const packing = packingOf(bytes)
  if (packing) return { is: 'nothing', code: 'packing_unknown', detail: packing }
  const file = openImportFile(path, bytes)
  for (const format of formats) {
    const detected = format.detect(file)
    if (detected) return detected
  }
  return whyUnusable(file)
}

function whyUnusable(file: ImportFile): UnusableFile {
  const root = file.root()
  if (root !== null && typeof root !== 'string') return brokenXml(file, root)
  if (file.extension === 'xml' && !file.isMarkup) return brokenXml(file, { fault: 'it is not XML' })
  const text = file.text()
  return text && 'fault' in text && textExtensions.has(file.extension)
    ? { is: 'nothing', code: 'file_unreadable', detail: text.fault }
    : { is: 'nothing', code: 'other_file' }
}
