import type { SiteverifyError } from '../../../wire/siteverify.ts'

const timeoutMs = 5_000

/** What a partner learns about a token: that it is good, why it is not, or that the service was unreachable. */
export type SiteverifyReading =
  'accepted' | 'missing' | 'expired' | 'seen' | 'refused' | 'unreachable'

// A faulty secret is the site's own mistake, not the visitor's.
const readings: Partial<Record<SiteverifyError, SiteverifyReading>> = {
  'missing-input-response': 'missing',
  'expired-input-response': 'expired',
  'already-seen-response': 'seen',
  'missing-input-secret': 'unreachable',
  'invalid-input-secret': 'unreachable',
}

/** Takes a token to a service's siteverify as a partner's server does, with the sitekey it expects. */
export async function askSiteverify(
  origin: string,
  site: { sitekey: string; secret: string },
  token: string,
): Promise<SiteverifyReading> {
  if (token === '') return 'missing'
  try {
    const reply = await fetch(new URL('/siteverify', origin), {
      method: 'POST',
      body: new URLSearchParams({ ...site, response: token }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return reply.status === 200 ? readingOf(await reply.json()) : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

function readingOf(body: unknown): SiteverifyReading {
  const { success, 'error-codes': codes } = body as Record<string, unknown>
  if (success === true) return 'accepted'
  if (success !== false || !Array.isArray(codes)) return 'unreachable'
  return readings[codes[0] as SiteverifyError] ?? 'refused'
}
