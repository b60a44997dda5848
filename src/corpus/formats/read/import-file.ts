import { extensionOf } from '../../survey/paths.ts'
import { toUtf8, type Fault } from './encoding.ts'
import { readXml } from './xml.ts'

/** A file as formats see it; what one of them asks for is computed once and cached for the next. */
export type ImportFile = {
  path: string
  bytes: Uint8Array
  extension: string
  isMarkup: boolean
  isHtml: boolean
  /** The name of its root element without prefix, or why it is not XML; null if it is HTML or not markup. */
  root(): string | Fault | null
  /** Its text in UTF-8, or why it cannot be decoded; null if it is markup or named as XML. */
  text(): Buffer | Fault | null
  /** Its text if that begins like JSON, otherwise null. */
  json(): Buffer | null
}

/** The extensions of texts and tables. */
export const textExtensions: ReadonlySet<string> = new Set(['csv', 'tsv', 'jsonl', 'txt'])

const headBytes = 4_096
const htmlMark = /<!doctype\s+html|<html[\s>]|class\s*=\s*["']?ocr_page/i

/** Opens a file for the formats. */
export function openImportFile(path: string, bytes: Uint8Array): ImportFile {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1').replaceAll('\0', '')
  const extension = extensionOf(path)
  const isMarkup = head
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
    .startsWith('<')
  const isHtml = isMarkup && htmlMark.test(head)
  const text = once(() => (isMarkup || extension === 'xml' ? null : toUtf8(bytes)))
  return {
    path,
    bytes,
    extension,
    isMarkup,
    isHtml,
    root: once(() => (isMarkup && !isHtml ? rootOf(bytes) : null)),
    text,
    json: () => {
      const decoded = text()
      return decoded && !('fault' in decoded) && beginsLikeJson(decoded) ? decoded : null
    },
  }
}

function once<T>(find: () => T): () => T {
  let found: { value: T } | null = null
  return () => (found ??= { value: find() }).value
}

function rootOf(bytes: Uint8Array): string | Fault {
  let root = ''
  const fault = readXml(bytes, {
    open: (name) => {
      root = name
      return false
    },
    close: () => undefined,
  })
  return fault ?? root
}

const blanks: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'))

function beginsLikeJson(text: Buffer): boolean {
  const start = text.findIndex((byte) => !blanks.has(byte))
  return start >= 0 && '{['.includes(text.toString('latin1', start, start + 1))
}
