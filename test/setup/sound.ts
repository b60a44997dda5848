/** A stretch of a made recording: a buzz like a voice, or the hiss of a room. */
export type Stretch = { buzzMs: number } | { hushMs: number }

const rate = 16_000
const headerBytes = 44

/** The samples of a made recording, from -1 to 1; the same stretches give the same samples. */
export function makeSamples(stretches: readonly Stretch[], at = rate): Float32Array {
  const samples: number[] = []
  let state = 1
  const hiss = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return (state / 2_147_483_647 - 0.5) * 0.002
  }
  for (const stretch of stretches) {
    const isBuzz = 'buzzMs' in stretch
    const count = Math.round(((isBuzz ? stretch.buzzMs : stretch.hushMs) * at) / 1_000)
    for (let n = 0; n < count; n += 1) {
      const turn = (2 * Math.PI * n) / at
      const voice =
        0.2 * Math.sin(160 * turn) + 0.1 * Math.sin(480 * turn) + 0.05 * Math.sin(1_600 * turn)
      samples.push(hiss() + (isBuzz ? voice : 0))
    }
  }
  return Float32Array.from(samples)
}

/** A made recording as WAV with one channel of 16 bits. */
export function makeWav(stretches: readonly Stretch[]): Buffer {
  return writeWav(makeSamples(stretches), { tag: 1, bits: 16 })
}

type WavForm = { tag: 1 | 3; bits: 8 | 16 | 24 | 32 | 64; channels?: number; rate?: number }

/** Samples as WAV in a form; all channels are the same. */
export function writeWav(
  samples: Float32Array,
  { tag, bits, channels = 1, rate: perSecond = rate }: WavForm,
): Buffer {
  const bytes = bits / 8
  const file = Buffer.alloc(headerBytes + samples.length * channels * bytes)
  file.write('RIFF')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(tag, 20)
  file.writeUInt16LE(channels, 22)
  file.writeUInt32LE(perSecond, 24)
  file.writeUInt32LE(perSecond * channels * bytes, 28)
  file.writeUInt16LE(channels * bytes, 32)
  file.writeUInt16LE(bits, 34)
  file.write('data', 36)
  file.writeUInt32LE(file.length - headerBytes, 40)
  for (const [frame, sample] of samples.entries())
    for (let channel = 0; channel < channels; channel += 1) {
      const at = headerBytes + (frame * channels + channel) * bytes
      if (tag === 3)
        void (bits === 64 ? file.writeDoubleLE(sample, at) : file.writeFloatLE(sample, at))
      else if (bits === 8) file.writeUInt8(Math.round(128 + sample * 127), at)
      else file.writeIntLE(Math.round(sample * (2 ** (bits - 1) - 1)), at, bytes)
    }
  return file
}
