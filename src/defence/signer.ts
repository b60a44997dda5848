import type { Keys } from '../model/key.ts'
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { Random } from '../model/stores.ts'
import type { Signer } from '../model/token.ts'

const keyBytes = 32

/**
 * Signs texts with HMAC-SHA256 (RFC 2104). The key is drawn once for the store, so that every process can
 * verify the signatures of every other.
 */
export function openSigner(from: { keys: Keys; random: Random }): Signer {
  let key: Promise<KeyObject> | null = null
  const readKey = async (): Promise<KeyObject> =>
    createSecretKey(await from.keys.of('token', from.random(keyBytes).toString('hex')), 'hex')
  const sign = async (text: string): Promise<string> => {
    key ??= readKey()
    try {
      return createHmac('sha256', await key)
        .update(text)
        .digest('base64url')
    } catch (cause) {
      // A store that failed to answer once may answer the next time.
      key = null
      throw cause
    }
  }
  return {
    sign,
    verify: async (text, signature) => {
      const [wanted, given] = [Buffer.from(await sign(text)), Buffer.from(signature)]
      return wanted.length === given.length && timingSafeEqual(wanted, given)
    },
  }
}
