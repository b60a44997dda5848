import type { Site } from '../../../model/site.ts'
import { signFor } from './jwt.ts'

const timeoutMs = 5_000
const states = ['validated', 'rejected', 'created'] as const

/** What a partner learns: a state, that there is no such challenge, or that the service was unreachable. */
export type StateReply = (typeof states)[number] | 'unknown' | 'unreachable'

/** Asks a service for the state of a challenge as a partner's server does, with an HS512 JWT. */
export async function askState(
  origin: string,
  site: Pick<Site, 'sitekey' | 'privateId'>,
  challengeId: string,
): Promise<StateReply> {
  if (challengeId === '') return 'unknown'
  const path = `/v2/state/${encodeURIComponent(site.sitekey)}/${encodeURIComponent(challengeId)}`
  try {
    const reply = await fetch(new URL(path, origin), {
      headers: { authorization: signFor(site) },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (reply.status !== 200) return reply.status === 404 ? 'unknown' : 'unreachable'
    const body: unknown = await reply.json()
    return states.find((state) => state === (body as { state?: unknown }).state) ?? 'unreachable'
  } catch {
    return 'unreachable'
  }
}
