import { clipRate } from '../model/clip.ts'
import { openLevels, type Levels } from './levels.ts'

const blockSamples = clipRate * 60
const full = 32_767

/** The samples of a recording in blocks, so that they never have to be copied. */
export type Samples = {
  add(samples: Float32Array): void
  count(): number
  /** The samples from one place to another; silence where there are none. */
  slice(from: number, to: number): Int16Array
  levels: Levels
}

/** Opens a recording without samples. */
export function openSamples(): Samples {
  const blocks: Int16Array[] = []
  const levels = openLevels()
  let count = 0
  return {
    levels,
    count: () => count,
    add: (samples) => {
      const whole = Int16Array.from(samples, (sample) =>
        Math.round(Math.max(-1, Math.min(1, sample)) * full),
      )
      levels.add(whole)
      for (let at = 0; at < whole.length;) {
        const place = count % blockSamples
        if (place === 0) blocks.push(new Int16Array(blockSamples))
        const some = whole.subarray(at, at + blockSamples - place)
        blocks.at(-1)?.set(some, place)
        at += some.length
        count += some.length
      }
    },
    slice: (from, to) => {
      const samples = new Int16Array(Math.max(0, to - from))
      for (let at = Math.max(0, from); at < Math.min(to, count);) {
        const block = blocks[Math.floor(at / blockSamples)] ?? new Int16Array()
        const some = block.subarray(
          at % blockSamples,
          (at % blockSamples) + Math.min(to, count) - at,
        )
        samples.set(some, at - from)
        at += some.length
      }
      return samples
    },
  }
}
