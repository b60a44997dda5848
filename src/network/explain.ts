import type { WebLimits } from '../model/web.ts'
import { SilentError } from './ask.ts'
import { PackedError, TooLargeError } from './body.ts'

/** Says in a sentence why nothing came; what an operator is to know, not what the libraries say. */
export const explain = (cause: unknown, { sizeBytesMax, timeMaxMs }: WebLimits): string => {
  if (cause instanceof TooLargeError) return `it is larger than ${sizeBytesMax} bytes`
  if (cause instanceof PackedError) return 'it is packed in a way that is not read'
  if (cause instanceof SilentError) return 'the host has stopped answering'
  const { name = '', code = '' } = cause as { name?: string; code?: string }
  if (name === 'AbortError' || name === 'TimeoutError')
    return `it took longer than ${Math.round(timeMaxMs / 1_000)} seconds`
  if (code === 'ENOSPC') throw cause
  if (code === 'ECONNREFUSED') return 'the host takes no connection'
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR')) return 'it is packed and broken'
  if (code.startsWith('ERR_TLS') || code.includes('CERT') || code.includes('SIGNATURE'))
    return 'the certificate of the host is not good'
  return 'the connection broke off'
}
