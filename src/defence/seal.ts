import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Random, Records } from '../model/stores.ts'
import type { Seal } from '../model/token.ts'

const keyBytes = 32

/**
 * Seals texts with HMAC-SHA256 (RFC 2104). The key is drawn once for the store, so that every process
 * knows the seals of every other.
 */
export function openSeal(context: { records: Pick<Records, 'keyOf'>; random: Random }): Seal {
  let key: Promise<Buffer> | null = null
  const readKey = async (): Promise<Buffer> =>
    Buffer.from(
      await context.records.keyOf('token', context.random(keyBytes).toString('hex')),
      'hex',
    )
  const sealOf = async (text: string): Promise<string> => {
    key ??= readKey()
    try {
      return createHmac('sha256', await key)
        .update(text)
        .digest('base64url')
    } catch (cause) {
      // A store that did not answer once may answer the next time.
      key = null
      throw cause
    }
  }
  return {
    sealOf,
    fits: async (text, seal) => {
      const [wanted, given] = [Buffer.from(await sealOf(text)), Buffer.from(seal)]
      return wanted.length === given.length && timingSafeEqual(wanted, given)
    },
  }
}
