import { writeClip } from '../../model/clip.ts'
import type { Serving } from '../serving.ts'

/**
 * Serves sound that is drawn anew for each showing, always of one length in time and in bytes, so that its length tells
 * nothing.
 */
export function serveSound(
  seconds: number,
  draw: (kept: Uint8Array, seed: number) => Int16Array,
): Serving {
  return {
    list: 'media',
    facts: { type: 'audio/wav', duration_seconds: seconds },
    draw: async (kept, seed) => writeClip(draw(kept, seed)),
    look: null,
    types: [{ type: 'audio/wav', convert: null }],
  }
}
