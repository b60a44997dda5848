import { createHmac } from 'node:crypto'
import type { Site } from '../../src/model/site.ts'
import type { ChallengeBody } from '../../src/wire/challenge.ts'
import { answerTo, lookInside, type ServiceFixture } from './service.ts'

/** A part of a JWT. */
export function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** A JWT made by hand, so that a test can make it wrongly. */
export function sign(payload: object, key: string, alg = 'HS512', hash = 'sha512'): string {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode(payload)}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}

/** The JWT that the site's own server sends. */
export function jwtOf(site: Site): string {
  return sign({ client_id: site.sitekey }, site.privateId)
}

/** Does what a visitor's browser and a site's server do, on a service without a listening socket. */
export function ocapiClient({ app, store }: ServiceFixture, site: Site) {
  const create = async (base = ''): Promise<ChallengeBody> =>
    (await app.inject(`${base}/challenge/${site.sitekey}`)).json()
  const answer = (id: string, payload: object, base = '') =>
    app.inject({ method: 'POST', url: `${base}/challenge/${site.sitekey}/${id}`, payload })
  const answerRightly = async (id: string, base = '') =>
    answer(id, answerTo(await lookInside(store, id), true), base)
  const readState = (id: string, authorization = jwtOf(site), base = '') =>
    app.inject({ url: `${base}/state/${site.sitekey}/${id}`, headers: { authorization } })
  return { create, answer, answerRightly, readState }
}
