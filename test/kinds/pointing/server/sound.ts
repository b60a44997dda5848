import type { Serving } from '../../../../src/kinds/serving.ts'

/** The sample rate of recordings, which are WAV files with one channel of eight bits. */
export const samplesPerSecond = 8_000
const headerBytes = 44
const silence = 128
const seconds = 2
/** The largest difference of a showing, in steps of volume. */
const noiseMax = 3

/** Serves a recording with a little noise of its own; all have the same length. */
export const soundServing: Serving = {
  list: 'media',
  facts: { type: 'audio/wav', duration_seconds: seconds },
  draw: async (kept, seed) => {
    const samples = kept.slice(headerBytes, headerBytes + seconds * samplesPerSecond)
    const shown = new Uint8Array(seconds * samplesPerSecond).fill(silence)
    shown.set(samples)
    let state = seed % 2_147_483_647 || 1
    return writeWav(
      shown.map((sample) => {
        state = (state * 48_271) % 2_147_483_647
        return Math.max(0, Math.min(255, sample + (state % (2 * noiseMax + 1)) - noiseMax))
      }),
    )
  },
  look: null,
  types: [{ type: 'audio/wav', convert: null }],
}

/** The bytes of a WAV file with these samples. */
export function writeWav(samples: Uint8Array): Uint8Array {
  const file = new Uint8Array(headerBytes + samples.length)
  const view = new DataView(file.buffer)
  const put = (at: number, text: string): void => file.set(new TextEncoder().encode(text), at)
  put(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, samplesPerSecond, true)
  view.setUint32(28, samplesPerSecond, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  put(36, 'data')
  view.setUint32(40, samples.length, true)
  file.set(samples, headerBytes)
  return file
}
