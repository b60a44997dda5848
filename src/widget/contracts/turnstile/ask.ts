import type { ChallengeRequest } from '../../../wire/api.ts'

const TIMEOUT_MS = 10_000

/** Asks a service for a pass alone; gives the body of its reply, null when there is none in time, or none in JSON. */
export async function askUnasked(base: string, request: ChallengeRequest): Promise<unknown> {
  try {
    const response = await fetch(`${base}/api/challenge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      referrerPolicy: 'strict-origin',
      // Older browsers have no such signal and just wait.
      signal: AbortSignal.timeout?.(TIMEOUT_MS),
      body: JSON.stringify(request),
    })
    return await response.json()
  } catch {
    return null
  }
}
