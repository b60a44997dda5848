import { randomBytes } from 'node:crypto'
import type { Random } from './model/stores.ts'

const poolBytes = 4_096
/** What is longer is drawn on its own. */
const pooledBytesMax = 256

/**
 * Opens a source of unpredictable bytes that asks the system for many at a time, because a call for a few
 * takes longer than most requests spend on chance. No byte is given twice, and none is kept once it is given.
 */
export function openRandom(): Random {
  let pool = Buffer.alloc(0)
  let at = 0
  return (sizeBytes) => {
    if (sizeBytes > pooledBytesMax) return randomBytes(sizeBytes)
    if (at + sizeBytes > pool.length) {
      pool = randomBytes(poolBytes)
      at = 0
    }
    const drawn = Buffer.allocUnsafe(sizeBytes)
    pool.copy(drawn, 0, at, at + sizeBytes)
    pool.fill(0, at, at + sizeBytes)
    at += sizeBytes
    return drawn
  }
}
