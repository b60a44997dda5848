import { createHash } from 'node:crypto'
import { defaultOrganisation } from '../../model/organisation.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { drawId, drawUuid } from '../../model/chance.ts'

const privateIdBytes = 64
const secretBytes = 32
const secretIdBytes = 6

/** The properties that the owner of a site gives; the others are those of `defaultSite`. */
export type SiteOptions = Pick<Site, 'name'> & Partial<Omit<Site, 'privateId' | 'createdAtMs'>>

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
} as const satisfies Partial<Site>

/** A new site; its sitekey is a random UUID unless one is given. */
export function makeSite(context: { clock: Clock; random: Random }, options: SiteOptions): Site {
  return {
    sitekey: drawUuid(context.random),
    ...defaultSite,
    ...options,
    privateId: context.random(privateIdBytes).toString('base64url'),
    createdAtMs: context.clock(),
  }
}

/** A new siteverify secret: the text, which is shown only once, and its record. */
export function makeSecret(
  context: { clock: Clock; random: Random },
  options: Pick<Secret, 'name' | 'organisation' | 'sitekeys' | 'expiresAtMs'>,
): { text: string; secret: Secret } {
  const text = `ES_${drawId(context.random, secretBytes)}`
  const sha256 = createHash('sha256').update(text).digest('hex')
  const id = `sec_${drawId(context.random, secretIdBytes)}`
  return { text, secret: { id, ...options, sha256, createdAtMs: context.clock() } }
}
