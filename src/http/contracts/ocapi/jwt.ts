import { createSecretKey } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import type { Site } from '../../../model/site.ts'

const headerLengthMax = 4096
const bearer = /^bearer +/i

/**
 * Says whether an Authorization header (a bare JWT, or one behind `Bearer`) was signed with HS512 by the
 * private id of the site and names the site as `client_id`. Every other algorithm is refused.
 */
export async function isSignedBy(site: Site, header: string | undefined): Promise<boolean> {
  if (!header || header.length > headerLengthMax) return false
  const key = createSecretKey(Buffer.from(site.privateId, 'utf8'))
  try {
    const { payload } = await jwtVerify(header.trim().replace(bearer, ''), key, {
      algorithms: ['HS512'],
    })
    return payload['client_id'] === site.sitekey
  } catch (cause) {
    if (cause instanceof errors.JOSEError) return false
    throw cause
  }
}
