import type { WebFault } from '../model/web.ts'

const waitMs = 5_000
const waitMaxMs = 120_000

/** How long a busy host asks us to wait (`Retry-After`); a fault if that is too long. */
export function waitOf(
  retryAfter: string | undefined,
  nowMs: number,
): { waitMs: number } | WebFault {
  const given = retryAfter?.trim() ?? ''
  const until = /^\d{1,9}$/.test(given) ? nowMs + Number(given) * 1_000 : Date.parse(given)
  const askedMs = Number.isNaN(until) ? waitMs : Math.max(until - nowMs, 0)
  return askedMs <= waitMaxMs
    ? { waitMs: askedMs }
    : { fault: `the host asks to be left alone for ${Math.ceil(askedMs / 1_000)} seconds` }
}
