import { createHash, timingSafeEqual } from 'node:crypto'
import { isLiving, type FindLivingSecret } from '../model/secret.ts'
import type { Secrets } from '../model/secret.ts'
import type { Clock } from '../model/stores.ts'

/** Finds secrets by their SHA-256, which is all that is kept of them. */
export function openLivingSecrets(from: {
  secrets: Pick<Secrets, 'find'>
  clock: Clock
}): FindLivingSecret {
  return async (text) => {
    const sha256 = createHash('sha256').update(text).digest()
    const secret = await from.secrets.find(sha256.toString('hex'))
    // Found by its hash, so the text need not be compared in constant time; the hashes are, all the same.
    if (!secret || !timingSafeEqual(sha256, Buffer.from(secret.sha256, 'hex'))) return null
    return isLiving(secret, from.clock()) ? secret : null
  }
}
