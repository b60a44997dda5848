import { openSound } from './open.ts'

/** A word that takes longer is none, or would be too long for a clip of several. */
const wordMsMax = 850

/** The only thing that is heard in a recording, as a kept clip; null if it is too long for one word, or nothing is. */
export async function cutWord(recording: Uint8Array): Promise<Uint8Array | null> {
  const sound = await openSound(recording)
  if ('fault' in sound) return null
  const whole = { fromMs: 0, toMs: sound.durationMs }
  const heard = sound.heardIn(whole)
  const [first, last] = [heard[0], heard.at(-1)]
  if (!first || !last || last.toMs - first.fromMs > wordMsMax) return null
  return sound.cut(whole)
}
