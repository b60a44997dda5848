import { fromMuLaw } from '../model/clip.ts'
import type { SoundFault } from '../model/sound.ts'
import { faultOfForm, pieceSamplesMax, type SoundPiece } from './decoding.ts'

type Form = { tag: number; channels: number; rate: number; bits: number; frameBytes: number }
type ReadSample = (view: DataView, at: number) => number

const extensible = 0xfffe
const chunksMax = 1_000

/** Decodes WAV (RIFF and the RF64 of long recordings): PCM of 8 to 32 bits, floats, µ-law and A-law. */
export async function* decodeWav(bytes: Uint8Array): AsyncGenerator<SoundPiece | SoundFault> {
  const found = findParts(bytes)
  if ('fault' in found) return yield found
  const { form, from, to } = found
  const read = sampleReader(form)
  if (!read) return yield { fault: notReadIn(form) }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const sampleBytes = form.frameBytes / form.channels
  for (let at = from; at + form.frameBytes <= to; at += pieceSamplesMax * form.frameBytes) {
    const frames = Math.min(pieceSamplesMax, Math.floor((to - at) / form.frameBytes))
    const channels = Array.from({ length: form.channels }, (_, channel) => {
      const samples = new Float32Array(frames)
      const start = at + channel * sampleBytes
      for (let frame = 0; frame < frames; frame += 1)
        samples[frame] = read(view, start + frame * form.frameBytes)
      return samples
    })
    yield { rate: form.rate, channels }
  }
}

/** Finds the form of the samples, and where they begin and end. */
function findParts(bytes: Uint8Array): { form: Form; from: number; to: number } | SoundFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const name = (at: number): string => Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
  let form: Form | null = null
  let at = 12
  for (let chunk = 0; chunk < chunksMax && at + 8 <= bytes.length; chunk += 1) {
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    if (name(at) === 'fmt ' && start + 16 <= bytes.length) form = readForm(view, start, size)
    if (name(at) === 'data') {
      if (!form) return { fault: 'its WAV does not say what its samples are' }
      const fault = faultOfForm(form.rate, form.channels)
      // A length that is not known, as in RF64 and in streams, is all ones or zero.
      const length = size === 0xffff_ffff || size === 0 ? Infinity : size
      return fault ?? { form, from: start, to: Math.min(bytes.length, start + length) }
    }
    at = start + size + (size % 2)
  }
  return { fault: 'its WAV holds no samples' }
}

function readForm(view: DataView, at: number, size: number): Form {
  const given = view.getUint16(at, true)
  const isExtended = given === extensible && size >= 40 && at + 26 <= view.byteLength
  const channels = view.getUint16(at + 2, true)
  const bits = view.getUint16(at + 14, true)
  return {
    tag: isExtended ? view.getUint16(at + 24, true) : given,
    channels,
    rate: view.getUint32(at + 4, true),
    bits,
    frameBytes: Math.ceil(bits / 8) * channels,
  }
}

const pcm: Readonly<Record<number, ReadSample>> = {
  8: (view, at) => (view.getUint8(at) - 128) / 128,
  16: (view, at) => view.getInt16(at, true) / 32_768,
  24: (view, at) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608,
  32: (view, at) => view.getInt32(at, true) / 2_147_483_648,
}
const floats: Readonly<Record<number, ReadSample>> = {
  32: (view, at) => finite(view.getFloat32(at, true)),
  64: (view, at) => finite(view.getFloat64(at, true)),
}
const muLaw: Readonly<Record<number, ReadSample>> = {
  8: (view, at) => fromMuLaw(view.getUint8(at)) / 32_768,
}
const aLaw: Readonly<Record<number, ReadSample>> = {
  8: (view, at) => fromALaw(view.getUint8(at)) / 32_768,
}
const readers: Readonly<Record<number, Readonly<Record<number, ReadSample>>>> = {
  1: pcm,
  3: floats,
  6: aLaw,
  7: muLaw,
}

function sampleReader({ tag, bits }: Form): ReadSample | undefined {
  return readers[tag]?.[bits]
}

/** What telephones and old programs put into WAV. */
const packed: Readonly<Record<number, string>> = {
  2: 'ADPCM of Microsoft',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG audio',
  85: 'MP3',
}

function notReadIn({ tag, bits }: Form): string {
  const name = packed[tag]
  return name === undefined
    ? `its WAV holds samples of ${bits} bits in format ${tag}`
    : `its WAV holds ${name}, which is not read in WAV; convert it to PCM or FLAC`
}

function finite(value: number): number {
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0
}

// ITU-T G.711.
function fromALaw(byte: number): number {
  const bits = byte ^ 0x55
  const exponent = (bits >> 4) & 0x07
  const low = ((bits & 0x0f) << 4) + 8
  const size = exponent === 0 ? low : (low + 0x100) * 2 ** (exponent - 1)
  return bits & 0x80 ? size : -size
}
