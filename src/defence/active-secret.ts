import { createHash, timingSafeEqual } from 'node:crypto'
import { isActive, type FindActiveSecret } from '../model/secret.ts'
import type { Secrets } from '../model/secret.ts'
import type { Clock } from '../model/stores.ts'

/** Finds secrets by their SHA-256, the only form in which they are kept. */
export function openActiveSecrets(from: {
  secrets: Pick<Secrets, 'find'>
  clock: Clock
}): FindActiveSecret {
  return async (text) => {
    const sha256 = createHash('sha256').update(text).digest()
    const secret = await from.secrets.find(sha256.toString('hex'))
    // It was found by its hash, so nothing needs comparing in constant time. The hashes are compared so all
    // the same.
    if (!secret || !timingSafeEqual(sha256, Buffer.from(secret.sha256, 'hex'))) return null
    return isActive(secret, from.clock()) ? secret : null
  }
}
