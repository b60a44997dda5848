import { createHash } from 'node:crypto'
import { defaultOrganisation } from '../../model/organisation.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { drawId, drawUuid } from '../../model/chance.ts'

const privateIdBytes = 64
// As long as hCaptcha's: some of its clients check the form.
const secretBytes = 16
const secretIdBytes = 6

/** The properties that the owner of a site gives; the others are those of `defaultSite`. */
export type SiteOptions = Pick<Site, 'name'> & Partial<Omit<Site, 'createdAtMs'>>

/** The properties of a site whose owner gives none. */
export const defaultSite = {
  organisation: defaultOrganisation.id,
  domains: [],
  allowsLocalhost: true,
  allowsNullOrigin: false,
  corpora: [],
  mode: 'always',
  difficulty: 'auto',
  needsRemoteIp: false,
  tellsScore: false,
  defaultWay: 'eye',
  hasNeither: true,
  privacyText: '',
  privacyUrl: '',
} as const satisfies Partial<Site>

/** A new site; its sitekey is a random UUID and its private id is drawn unless they are given. */
export function makeSite(context: { clock: Clock; random: Random }, options: SiteOptions): Site {
  return {
    sitekey: drawUuid(context.random),
    privateId: context.random(privateIdBytes).toString('base64url'),
    ...defaultSite,
    ...options,
    createdAtMs: context.clock(),
  }
}

/** A new siteverify secret: the text, which is shown only once, and its record. */
export function makeSecret(
  context: { clock: Clock; random: Random },
  options: Pick<Secret, 'name' | 'organisation' | 'sitekeys' | 'expiresAtMs'>,
): { text: string; secret: Secret } {
  const text = `ES_${drawId(context.random, secretBytes)}`
  return { text, secret: recordSecret(context, options, text) }
}

/** The record of a secret with this text. */
export function recordSecret(
  context: { clock: Clock; random: Random },
  options: Pick<Secret, 'name' | 'organisation' | 'sitekeys' | 'expiresAtMs'>,
  text: string,
): Secret {
  const id = `sec_${drawId(context.random, secretIdBytes)}`
  return { id, ...options, sha256: hashSecret(text), createdAtMs: context.clock() }
}

/** What is kept of a secret. */
export function hashSecret(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
