import { isUtf8 } from 'node:buffer'
import { decodeSingleByte, singleByteOf, type SingleByte } from './single-byte.ts'

/** Why a file was not read: the rest of a sentence that begins with the file's name. */
export type Fault = { fault: string }

/** An encoding that we read, and the length in bytes of the mark before the text. */
export type Encoding = {
  name: 'utf-8' | 'utf-16le' | 'utf-16be' | SingleByte
  markBytes: number
}

/** Decodes a text in pieces, the last one marked as such; throws at bytes that the encoding does not allow. */
export type PieceDecoder = (piece: Uint8Array, options: { isLast: boolean }) => string

/** Opens a decoder of pieces that may end within a character. */
export function openDecoder({ name }: Encoding): PieceDecoder {
  const single = singleByteOf(name)
  if (single) return (piece) => decodeSingleByte(piece, single)
  const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true })
  return (piece, { isLast }) => decoder.decode(piece, { stream: !isLast })
}

const declarationBytesMax = 256
const headBytesMax = 4_096
const readableNames: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii'])

/** Detects a text's encoding from its byte order mark or XML declaration; UTF-8 by default. */
export function detectEncoding(bytes: Uint8Array): Encoding | Fault {
  const [first = -1, second = -1, third = -1] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', markBytes: 3 }
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', markBytes: 2 }
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', markBytes: 2 }
  if (bytes.length > 1 && (first === 0 || second === 0))
    return { fault: 'UTF-16 is only read with a byte order mark' }
  const head = Buffer.from(bytes.subarray(0, declarationBytesMax)).toString('latin1')
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})/.exec(head)?.[1]
  const single = singleByteOf(declared ?? '')
  if (single) return { name: single, markBytes: 0 }
  if (declared && !readableNames.has(declared.toLowerCase()))
    return { fault: `the encoding ${declared} is not read; save the file as UTF-8` }
  return { name: 'utf-8', markBytes: 0 }
}

const western: ReadonlySet<string> = new Set(['windows-1252', 'cp1252', 'iso-8859-1', 'latin1'])

/** Decodes HTML by its byte order mark, by its declaration (Windows-1252 among others), or as UTF-8. */
export function decodeHtml(bytes: Uint8Array): { text: string } | Fault {
  const head = Buffer.from(bytes.subarray(0, headBytesMax)).toString('latin1')
  const declared = /(?:charset|encoding)\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? ''
  const isMarked = /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(head)
  return !isMarked && western.has(declared.toLowerCase()) ? decodeWestern(bytes) : decodeText(bytes)
}

/** Decodes Windows-1252, as Excel writes tables; a fault if a byte is no character of it. */
export function decodeWestern(bytes: Uint8Array): { text: string } | Fault {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return /[^\P{Cc}\t\n\r]/u.test(text)
    ? { fault: 'the bytes are neither UTF-8 nor Windows-1252; save the file as UTF-8' }
    : { text }
}

/** Decodes a whole text file: UTF-8, or UTF-16 with a byte order mark. */
export function decodeText(bytes: Uint8Array): { text: string } | Fault {
  const encoding = detectEncoding(bytes)
  if ('fault' in encoding) return encoding
  try {
    const decode = openDecoder(encoding)
    return { text: decode(bytes.subarray(encoding.markBytes), { isLast: true }) }
  } catch {
    return { fault: 'the bytes are not UTF-8; save the file as UTF-8' }
  }
}

/** The same text in UTF-8 without a mark; does not copy bytes that already are. */
export function toUtf8(bytes: Uint8Array): Buffer | Fault {
  const encoding = detectEncoding(bytes)
  if ('fault' in encoding) return encoding
  const { buffer, byteOffset, byteLength } = bytes.subarray(encoding.markBytes)
  const body = Buffer.from(buffer, byteOffset, byteLength)
  if (encoding.name === 'utf-8' && isUtf8(body)) return body
  const decoded = decodeText(bytes)
  return 'fault' in decoded ? decoded : Buffer.from(decoded.text)
}
