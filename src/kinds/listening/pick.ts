import type { Level } from '../../model/policy.ts'
import { playing, type DrawingPool, type Picked } from '../pool.ts'

/**
 * Picks a recording, or two for a difficult challenge. All are known and decide: nothing that a machine says is there
 * to be read. They come from a pair, so that no text decides too often and no network meets them all.
 */
export async function pickListening(pool: DrawingPool, level: Level): Promise<Picked | null> {
  const [pair] = await pool.drawPairs(1)
  if (!pair) return null
  const { id: pairId, control, probe, turn } = pair
  const items = level === 'difficult' ? [control, probe] : [control]
  return { keyword: null, items: playing('known', items), showings: [{ pairId, turn }] }
}
