import { randomBytes } from 'node:crypto'
import type { AppContext } from '../../src/http/app.ts'
import { makeSecret } from '../../src/manage/sites/make-site.ts'
import type { AnswerReply, ChallengeReply } from '../../src/wire/api.ts'
import {
  answerTo,
  lookInside,
  openBuilt,
  openService,
  type ServiceFixture,
} from '../setup/service.ts'

/** A service that listens, with the built scripts and a secret for its sites. */
export type Listening = {
  service: ServiceFixture
  origin: string
  /** Of the site that asks for transcriptions. */
  sitekey: string
  secret: string
}

/** Starts a service that listens; `change` replaces parts of its context. */
export async function startService(change: Partial<AppContext> = {}): Promise<Listening> {
  const service = await openService({ ...(await openBuilt()), ...change })
  const { text, secret } = makeSecret(
    { clock: Date.now, random: randomBytes },
    { name: 'bench', organisation: 'main', sitekeys: [], expiresAtMs: null },
  )
  const line = {
    atMs: 0,
    organisation: 'main',
    actor: 'test',
    action: 'test',
    subject: secret.id,
    detail: '',
  }
  await service.store.secrets.change('main', { add: secret, line })
  const origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
  return { service, origin, sitekey: service.sites.transcription.sitekey, secret: text }
}

/** Sends a token to siteverify, hCaptcha's or that of another address, as the site's server does. */
export async function redeem(
  { origin, secret }: Listening,
  token: unknown,
  address = '/siteverify',
): Promise<Readonly<Record<string, unknown>>> {
  const body = new URLSearchParams({ secret, response: String(token) })
  const response = await fetch(origin + address, { method: 'POST', body })
  return (await response.json()) as Readonly<Record<string, unknown>>
}

/** Solves a challenge without a browser, and gives the token; `more` may name a contract and an action. */
export async function takeToken(
  { service, origin, sitekey }: Listening,
  more: { contract?: string; action?: string } = {},
): Promise<string> {
  const asked = (await post(`${origin}/api/challenge`, { sitekey, ...more })) as ChallengeReply
  if (!('challenge' in asked)) throw new Error('the service asks nothing')
  const id = asked.challenge.challenge_id
  const answer = answerTo(await lookInside(service.store, id), true)
  const body = { sitekey, challenge_id: id, ...more, ...answer }
  const { pass } = (await post(`${origin}/api/answer`, body)) as AnswerReply
  if (!pass) throw new Error('the right answer was refused')
  return pass.token
}

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return response.json()
}
