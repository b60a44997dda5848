/** Samples per second of every clip, kept or served: speech loses nothing that a listener needs. */
export const clipRate = 16_000

const headerBytes = 58
const muLawTag = 7
const bias = 0x84
const loudestSample = 32_635

/**
 * Writes samples as a WAV file of µ-law (ITU-T G.711), one byte a sample, which every browser plays. The header
 * depends on the number of samples alone.
 */
export function writeClip(samples: Int16Array): Uint8Array {
  const file = new Uint8Array(headerBytes + samples.length)
  const view = new DataView(file.buffer)
  const put = (at: number, text: string): void => file.set(new TextEncoder().encode(text), at)
  put(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 18, true)
  view.setUint16(20, muLawTag, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, clipRate, true)
  view.setUint32(28, clipRate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  put(38, 'fact')
  view.setUint32(42, 4, true)
  view.setUint32(46, samples.length, true)
  put(50, 'data')
  view.setUint32(54, samples.length, true)
  for (let at = 0; at < samples.length; at += 1) file[headerBytes + at] = toMuLaw(samples[at] ?? 0)
  return file
}

/** Reads the samples of a file that `writeClip` wrote; throws if it is another. */
export function readClip(file: Uint8Array): Int16Array {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  if (file.length < headerBytes || view.getUint16(20, true) !== muLawTag)
    throw new Error('a kept clip is not one')
  const samples = new Int16Array(file.length - headerBytes)
  for (let at = 0; at < samples.length; at += 1)
    samples[at] = fromMuLaw(file[headerBytes + at] ?? 0)
  return samples
}

/** The byte of a sample in µ-law. */
function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const size = Math.min(Math.abs(sample), loudestSample) + bias
  const exponent = 24 - Math.clz32(size)
  const mantissa = (size >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

/** The sample of a byte in µ-law. */
export function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff
  const exponent = (bits >> 4) & 0x07
  const size = (((bits & 0x0f) << 3) + bias) * 2 ** exponent - bias
  return bits & 0x80 ? -size : size
}
