import type { JudgedAnswer } from '../../core/challenge.ts'
import { isRecord } from '../../core/parse.ts'

/** Reads a verdict as the service sends it; null when it is not one. */
export function parseVerdict(body: unknown): JudgedAnswer | null {
  if (!isRecord(body)) return null
  const { state, expires_in_seconds: seconds } = body
  if (state === 'rejected') return { is: 'fail' }
  if (state !== 'validated' || typeof seconds !== 'number') return null
  return { is: 'pass', _expiresInSeconds: seconds }
}
