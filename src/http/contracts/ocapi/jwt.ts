import { createSigner, createVerifier, TokenError } from 'fast-jwt'
import type { Site } from '../../../model/site.ts'

const headerLengthMax = 4096
const bearer = /^bearer\s+/i
// A private id that was read from a file often ends a line.
const lineEnds = ['', '\n', '\r\n'] as const

/**
 * Says whether an Authorization header (a bare JWT, or one behind `Bearer`) was signed with HS512 by the
 * private id of the site and names the site as `client_id`. Every other algorithm is refused.
 */
export function isSignedBy(site: Site, header: string | undefined): boolean {
  if (!header || header.length > headerLengthMax) return false
  const token = header.trim().replace(bearer, '')
  return lineEnds.some((end) => isSignedWith(keyOf(site, end), token, site.sitekey))
}

function isSignedWith(key: Buffer, token: string, sitekey: string): boolean {
  const verify = createVerifier({ key, algorithms: ['HS512'], cache: false })
  try {
    const payload = verify(token) as { client_id?: unknown }
    return payload.client_id === sitekey
  } catch (cause) {
    if (cause instanceof TokenError) return false
    throw cause
  }
}

/** Signs a JWT as a site's server does, to ask for a state. */
export function signFor(site: Pick<Site, 'sitekey' | 'privateId'>): string {
  const sign = createSigner({ key: keyOf(site), algorithm: 'HS512', noTimestamp: true })
  return sign({ client_id: site.sitekey })
}

// As bytes: a text could be taken for a key of another kind.
function keyOf({ privateId }: Pick<Site, 'privateId'>, end = ''): Buffer {
  return Buffer.from(privateId + end, 'utf8')
}
