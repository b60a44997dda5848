import { readCsv } from './csv.ts'
import { decodeText, type Fault } from './encoding.ts'
import { readJsonLines } from './json-lines.ts'
import { readMets, type Mets } from './mets.ts'
import { extensionOf } from './paths.ts'
import type { SkipCode } from './skips.ts'
import type { Table } from './table.ts'
import { readXml } from './xml.ts'

/** What a file is, told from its bytes. */
export type Detected =
  | { is: 'picture' }
  | { is: 'truth'; format: 'ALTO' | 'PAGE'; pictureNames: string[] }
  | ({ is: 'mets' } & Mets)
  | ({ is: 'table' } & Table)
  | { is: 'text'; text: string }
  | { is: 'nothing'; code: SkipCode; detail?: string }

const pictureMarks: readonly RegExp[] = [
  /^ffd8ff/,
  /^89504e470d0a1a0a/,
  /^(49492a00|4d4d002a|49492b00|4d4d002b)/,
  /^52494646.{8}57454250/,
  /^0000000c6a502020/,
  /^47494638/,
]
const headBytes = 4_096
const textExtensions: ReadonlySet<string> = new Set(['csv', 'tsv', 'jsonl', 'txt'])

/** Says whether bytes begin like a picture, of a kind that is read or not. */
export const beginsLikePicture = (bytes: Uint8Array): boolean => {
  const mark = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  return pictureMarks.some((pattern) => pattern.test(mark))
}

/** Tells what a file is; its name only matters where its bytes leave it open. */
export const detectFile = (path: string, bytes: Uint8Array): Detected => {
  if (beginsLikePicture(bytes)) return { is: 'picture' }
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1')
  if (head.startsWith('%PDF')) return { is: 'nothing', code: 'format_pdf' }
  if (isMarkup(head)) return detectMarkup(path, bytes, head)
  if (extensionOf(path) === 'xml')
    return { is: 'nothing', code: 'xml_broken', detail: 'it is not XML' }
  const decoded = decodeText(bytes)
  if ('fault' in decoded) return unreadable(path, decoded)
  return detectText(path, decoded.text)
}

const isMarkup = (head: string): boolean =>
  head
    .replaceAll('\0', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
    .startsWith('<')

const detectMarkup = (path: string, bytes: Uint8Array, head: string): Detected => {
  if (/<!doctype\s+html|<html[\s>]/i.test(head)) return detectHtml(bytes)
  const seen = peekXml(bytes)
  if ('fault' in seen) {
    if (extensionOf(path) !== 'xml') return { is: 'nothing', code: 'other_file' }
    return { is: 'nothing', code: 'xml_broken', detail: seen.fault }
  }
  const { root, pictureNames } = seen
  if (root === 'alto') return { is: 'truth', format: 'ALTO', pictureNames }
  if (root === 'PcGts') return { is: 'truth', format: 'PAGE', pictureNames }
  if (root !== 'mets') return { is: 'nothing', code: 'other_file' }
  const mets = readMets(bytes)
  if ('fault' in mets) return { is: 'nothing', code: 'xml_broken', detail: mets.fault }
  return { is: 'mets', ...mets }
}

const detectHtml = (bytes: Uint8Array): Detected => {
  const isHocr = Buffer.from(bytes).includes('ocr_page')
  return { is: 'nothing', code: isHocr ? 'format_hocr' : 'other_file' }
}

// Reads no further than where the page begins: by then its picture has been named.
const peekXml = (bytes: Uint8Array): { root: string; pictureNames: string[] } | Fault => {
  const names = { imageFilename: '', fileName: '', fileIdentifier: '' }
  let root = ''
  const fault = readXml(bytes, {
    open: (name, attributes) => {
      root ||= name
      if (name === 'Page') names.imageFilename = attributes.get('imageFilename')?.trim() ?? ''
      return name !== 'Page' && (root === 'alto' || root === 'PcGts')
    },
    close: (name, text) => {
      if (name === 'fileName' || name === 'fileIdentifier') names[name] ||= text.trim()
    },
  })
  if (fault) return fault
  return { root, pictureNames: Object.values(names).filter((name) => name !== '') }
}

const detectText = (path: string, text: string): Detected => {
  const start = text.trimStart().slice(0, headBytes)
  const isJson = start.startsWith('{') || start.startsWith('[')
  const table = isJson ? readJsonLines(text) : readCsv(text)
  if (table && 'fault' in table) return { is: 'nothing', code: 'table_broken', detail: table.fault }
  if (table) return { is: 'table', ...table }
  if (isJson) return { is: 'nothing', code: codeOfJson(text) }
  return extensionOf(path) === 'txt' ? { is: 'text', text } : { is: 'nothing', code: 'other_file' }
}

const codeOfJson = (text: string): SkipCode => {
  if (/"annotations"\s*:/.test(text) && /"categories"\s*:/.test(text)) return 'format_coco'
  return /iiif\.io\/api\/presentation/.test(text) ? 'format_iiif' : 'other_file'
}

const unreadable = (path: string, { fault }: Fault): Detected =>
  textExtensions.has(extensionOf(path))
    ? { is: 'nothing', code: 'file_unreadable', detail: fault }
    : { is: 'nothing', code: 'other_file' }
