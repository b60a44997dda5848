import type { WebLimits } from '../model/web.ts'
import { SilentError } from './ask.ts'
import { PackedError, ShortError, TooLargeError } from './body.ts'
import { NoRoomError } from './room.ts'

const brokenCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Says whether a transfer broke off after it had begun, so that another try may succeed. */
export function isBreak(cause: unknown): boolean {
  return (
    cause instanceof SilentError || cause instanceof ShortError || brokenCodes.has(codeOf(cause))
  )
}

/** Says whether more arrived than there is room for. */
export function isTooMuch(cause: unknown): boolean {
  return cause instanceof TooLargeError || cause instanceof NoRoomError
}

/** Says in one sentence why nothing came: what the operator needs to know, not what the libraries say. */
export function explain(
  cause: unknown,
  { limits, signal }: { limits: WebLimits; signal: AbortSignal },
): string {
  if (signal.aborted) return String(signal.reason)
  if (cause instanceof TooLargeError) return tooLarge(limits)
  if (cause instanceof NoRoomError) return 'the disk has no room for it beside what is kept free'
  if (cause instanceof PackedError) return 'it is packed in a way that is not read'
  if (cause instanceof SilentError) return 'the host has stopped answering'
  const code = codeOf(cause)
  if (code === 'ENOSPC') throw cause
  if (code === 'ECONNREFUSED') return 'the host takes no connection'
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR')) return 'it is packed and broken'
  if (code.startsWith('ERR_TLS') || code.includes('CERT') || code.includes('SIGNATURE'))
    return 'the certificate of the host is not good'
  return 'the connection broke off'
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

/** Says that a file is over its limit, and what the limit is. */
export function tooLarge({ sizeBytesMax }: Pick<WebLimits, 'sizeBytesMax'>): string {
  return `it is larger than ${sizeText(sizeBytesMax)}`
}

const units = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
] as const

function sizeText(bytes: number): string {
  const [name, unitBytes] = units.find(([, size]) => bytes % size === 0) ?? ['bytes', 1]
  return `${bytes / unitBytes} ${name}`
}
