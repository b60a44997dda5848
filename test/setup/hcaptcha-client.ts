import { randomBytes } from 'node:crypto'
import { makeSecret, type SiteOptions } from '../../src/manage/sites/make-site.ts'
import type { Secret } from '../../src/model/secret.ts'
import type { Site } from '../../src/model/site.ts'
import type { Store } from '../../src/model/store.ts'
import type { ChallengeReply, PassBody } from '../../src/wire/api.ts'
import type { ChallengeBody } from '../../src/wire/challenge.ts'
import type { SiteverifyReply } from '../../src/wire/siteverify.ts'
import { answerTo, lookInside, type ServiceFixture } from './service.ts'
import type { Demo } from '../../src/http/context.ts'

/** Adds a secret of the site's organisation, for that site only, and gives its text. */
export async function addSecret(
  store: Store,
  site: Site,
  change: Partial<Pick<Secret, 'organisation' | 'sitekeys' | 'expiresAtMs'>> = {},
): Promise<string> {
  const { organisation, sitekey } = site
  const fixture = { clock: () => 0, random: randomBytes }
  const usual = { name: 'Test', organisation, sitekeys: [sitekey], expiresAtMs: null }
  const { text, secret } = makeSecret(fixture, { ...usual, ...change })
  const owner = secret.organisation
  const what = { actor: 'test', action: 'secret.add', subject: secret.id, detail: '' }
  const line = { atMs: 0, organisation: owner, ...what }
  await store.secrets.change(owner, { add: secret, line })
  return text
}

/** Changes the record of a site. */
export async function changeSite(
  { sites }: Store,
  site: Site,
  change: Partial<SiteOptions>,
): Promise<Site> {
  const { organisation, sitekey: subject } = site
  const changed = { ...site, ...change }
  const line = { atMs: 0, organisation, actor: 'test', action: 'site.set', subject, detail: '' }
  await sites.change('main', changed, line)
  return changed
}

/** Does what `api.js` and a site's server do, on a service without a listening socket. */
export function hcaptchaClient(
  { app, store }: Pick<ServiceFixture, 'app' | 'store'>,
  { sitekey }: Site,
) {
  const ask = (body: object = {}, headers: Record<string, string> = {}, remoteAddress?: string) =>
    app.inject({
      method: 'POST',
      url: '/api/challenge',
      payload: { sitekey, ...body },
      headers,
      ...(remoteAddress ? { remoteAddress } : {}),
    })
  const getChallenge = async (body: object = {}): Promise<ChallengeBody> => {
    const reply = (await ask(body)).json<ChallengeReply>()
    if ('pass' in reply) throw new Error('the site asked nothing')
    return reply.challenge
  }
  const answer = (challengeId: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/answer',
      payload: { sitekey, challenge_id: challengeId, ...payload },
      headers,
    })
  const pass = async (body: object = {}): Promise<PassBody> => {
    const { challenge_id: id } = await getChallenge(body)
    const reply = await answer(id, answerTo(await lookInside(store, id), true))
    return reply.json<{ pass: PassBody }>().pass
  }
  const verify = async (fields: Record<string, string>): Promise<SiteverifyReply> => {
    const payload = new URLSearchParams(fields).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return (await app.inject({ method: 'POST', url: '/siteverify', payload, headers })).json()
  }
  return { ask, getChallenge, answer, pass, verify }
}

/** Makes a demonstration show the sites of a service fixture, each with a secret. */
export async function fillDemo(demo: Demo, { store, sites }: ServiceFixture): Promise<void> {
  for (const shown of demo) {
    const site = Object.entries(sites).find(([kind]) => kind === shown.kind)?.[1]
    if (!site) continue
    shown.sitekey = site.sitekey
    shown.secret = await addSecret(store, site)
  }
}
