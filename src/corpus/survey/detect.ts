import { readCoco, type Coco } from '../formats/read/coco.ts'
import { readCsv } from '../formats/read/csv.ts'
import { lacksHeading } from '../formats/read/heading.ts'
import { decodeWestern, toUtf8, type Fault } from '../formats/read/encoding.ts'
import { readHocrNames } from '../formats/read/hocr.ts'
import { idOf, isIiif, parseJson, typeOf } from '../iiif/json.ts'
import { readJsonLines } from '../formats/read/json-lines.ts'
import { readMets, type Mets } from '../formats/read/mets.ts'
import { packingOf } from './packing.ts'
import { extensionOf } from './paths.ts'
import type { SkipCode } from '../import/skips.ts'
import type { Table } from '../formats/read/table.ts'
import type { TruthFormat } from '../formats/read/truth.ts'
import { readXml } from '../formats/read/xml.ts'

/** A truth file; `pages` are the names of each page's picture, where a file names many. */
export type DetectedTruth = {
  is: 'truth'
  format: TruthFormat
  pictureNames: readonly string[]
  pages?: readonly (readonly string[])[]
}

/** What a file is, told from its bytes. */
export type Detected =
  | { is: 'picture' }
  | DetectedTruth
  | ({ is: 'mets' } & Mets)
  | ({ is: 'table'; isGuessed?: true } & Table)
  | ({ is: 'coco' } & Coco)
  | { is: 'iiif'; id: string; type: string }
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
export function beginsLikePicture(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  return pictureMarks.some((pattern) => pattern.test(mark))
}

/** Tells what a file is; its name only matters where its bytes leave it open. */
export function detectFile(path: string, bytes: Uint8Array): Detected {
  if (beginsLikePicture(bytes)) return { is: 'picture' }
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1')
  if (head.startsWith('%PDF')) return { is: 'nothing', code: 'format_pdf' }
  const packing = packingOf(bytes)
  if (packing) return { is: 'nothing', code: 'packing_unknown', detail: packing }
  if (isMarkup(head)) return detectMarkup(path, bytes, head)
  if (extensionOf(path) === 'xml')
    return { is: 'nothing', code: 'xml_broken', detail: 'it is not XML' }
  const text = toUtf8(bytes)
  if ('fault' in text) return detectWestern(path, bytes) ?? unreadable(path, text)
  return detectText(path, text)
}

const htmlMark = /<!doctype\s+html|<html[\s>]|class\s*=\s*["']?ocr_page/i

function isMarkup(head: string): boolean {
  return head
    .replaceAll('\0', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
    .startsWith('<')
}

function detectMarkup(path: string, bytes: Uint8Array, head: string): Detected {
  if (htmlMark.test(head.replaceAll('\0', ''))) return detectHtml(bytes)
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

function detectHtml(bytes: Uint8Array): Detected {
  const pages = readHocrNames(bytes)
  if (!('fault' in pages)) return { is: 'truth', format: 'hOCR', pictureNames: pages.flat(), pages }
  if (!Buffer.from(bytes).includes('ocr_page')) return { is: 'nothing', code: 'other_file' }
  return { is: 'nothing', code: 'hocr_broken', detail: pages.fault }
}

// Reads no further than where the page begins: by then its picture has been named.
function peekXml(bytes: Uint8Array): { root: string; pictureNames: string[] } | Fault {
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

function detectText(path: string, text: Buffer): Detected {
  if (isJson(text)) return detectJson(text)
  const table = readCsv(text)
  if (table) return toTable(table)
  if (lacksHeading(text)) return { is: 'nothing', code: 'table_without_heading' }
  return extensionOf(path) === 'txt'
    ? { is: 'text', text: text.toString() }
    : { is: 'nothing', code: 'other_file' }
}

const blanks: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'))

function isJson(text: Buffer): boolean {
  const start = text.findIndex((byte) => !blanks.has(byte))
  return start >= 0 && '{['.includes(text.toString('latin1', start, start + 1))
}

function toTable(table: Table | Fault): Detected {
  return 'fault' in table
    ? { is: 'nothing', code: 'table_broken', detail: table.fault }
    : { is: 'table', ...table }
}

function detectJson(text: Buffer): Detected {
  const table = readJsonLines(text)
  if (table) return toTable(table)
  const coco = readCoco(text)
  if (coco && 'fault' in coco) return toTable(coco)
  if (coco) return { is: 'coco', ...coco }
  return detectIiif(text) ?? { is: 'nothing', code: 'other_file' }
}

const iiifMark = /iiif\.io\/api\/|shared-canvas|"(AnnotationPage|sc:[A-Z][A-Za-z]+)"/

function detectIiif(text: Buffer): Detected | null {
  if (!iiifMark.test(text.toString('latin1'))) return null
  const parsed = parseJson(text)
  if ('fault' in parsed) return { is: 'nothing', code: 'iiif_broken', detail: parsed.fault }
  const type = typeOf(parsed.value)
  if (type === '' && !isIiif(parsed.value)) return null
  return { is: 'iiif', id: idOf(parsed.value), type }
}

// Excel writes tables in the old encoding of its Windows, and says so nowhere.
function detectWestern(path: string, bytes: Uint8Array): Detected | null {
  const decoded = textExtensions.has(extensionOf(path)) ? decodeWestern(bytes) : null
  const table = decoded && !('fault' in decoded) ? readCsv(Buffer.from(decoded.text)) : null
  if (table && !('fault' in table)) return { is: 'table', ...table, isGuessed: true }
  const isLost = decoded && !('fault' in decoded) && lacksHeading(Buffer.from(decoded.text))
  return isLost ? { is: 'nothing', code: 'table_without_heading' } : null
}

function unreadable(path: string, { fault }: Fault): Detected {
  return textExtensions.has(extensionOf(path))
    ? { is: 'nothing', code: 'file_unreadable', detail: fault }
    : { is: 'nothing', code: 'other_file' }
}
