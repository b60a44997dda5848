import type { OcapiVerdict } from '../../../wire/ocapi.ts'
import { isRecord } from '../../core/parse.ts'

/** Reads a verdict as the service sends it; null when it is not one. */
export function parseVerdict(body: unknown): OcapiVerdict | null {
  if (!isRecord(body)) return null
  const { state, expires_in_seconds: seconds } = body
  if (state === 'rejected') return { state }
  if (state !== 'validated' || typeof seconds !== 'number') return null
  return { state, expires_in_seconds: seconds }
}
