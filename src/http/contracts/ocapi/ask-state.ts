import type { Site } from '../../../model/site.ts'
import type { DemoExchange } from '../contract.ts'
import { signFor } from './jwt.ts'

const timeoutMs = 5_000
const states = ['validated', 'rejected', 'created'] as const

/** What a partner learns: a state, that there is no such challenge, or that the service was unreachable. */
export type StateReply = (typeof states)[number] | 'unknown' | 'unreachable'

/** A state, and how it was learnt; null if nobody was asked. */
type Asked = { state: StateReply; exchange: DemoExchange | null }

/** Asks a service for the state of a challenge as a partner's server does, with an HS512 JWT. */
export async function askState(
  origin: string,
  site: Pick<Site, 'sitekey' | 'privateId'>,
  challengeId: string,
): Promise<Asked> {
  if (challengeId === '') return { state: 'unknown', exchange: null }
  const path = `/v2/state/${encodeURIComponent(site.sitekey)}/${encodeURIComponent(challengeId)}`
  const question = `GET ${path}\nAuthorization: eyJ…`
  try {
    const reply = await fetch(new URL(path, origin), {
      headers: { authorization: signFor(site) },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { status } = reply
    const body: unknown = await reply.json()
    const exchange = { question, status, reply: JSON.stringify(body, null, 2) }
    return { state: stateOf(status, body), exchange }
  } catch {
    return { state: 'unreachable', exchange: { question, status: null, reply: '' } }
  }
}

function stateOf(status: number, body: unknown): StateReply {
  if (status !== 200) return status === 404 ? 'unknown' : 'unreachable'
  return states.find((state) => state === (body as { state?: unknown }).state) ?? 'unreachable'
}
