import { clipRate } from '../model/clip.ts'
import type { Sound, SoundFault, SoundFormat } from '../model/sound.ts'
import { cutClip } from './cut.ts'
import { soundLimits, type Decode, type SoundPiece } from './decoding.ts'
import { openResampler, type Resample } from './resample.ts'
import { openSamples, type Samples } from './samples.ts'

type Format = { name: SoundFormat; isOf: RegExp; load: () => Promise<Decode> }

/** The formats that are read, by how they begin. Each decoder is loaded when it is needed. */
const formats: readonly Format[] = [
  {
    name: 'wav',
    isOf: /^(RIFF|RF64)....WAVE/s,
    load: async () => (await import('./wav.ts')).decodeWav,
  },
  { name: 'flac', isOf: /^fLaC/, load: async () => (await import('./flac.ts')).decodeFlac },
  { name: 'opus', isOf: /^OggS/, load: async () => (await import('./opus.ts')).decodeOpus },
  {
    name: 'mp3',
    isOf: /^(ID3|\xff[\xe2-\xff])/,
    load: async () => (await import('./mp3.ts')).decodeMp3,
  },
]
const headBytes = 16
const notRead = 'its content is none of WAV, FLAC, MP3 and Opus in Ogg'

/** Opens a recording: all of its channels as one, at the rate of clips. */
export async function openSound(bytes: Uint8Array): Promise<Sound | SoundFault> {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1')
  const format = formats.find(({ isOf }) => isOf.test(head))
  if (!format) return { fault: notRead }
  const store = openSamples()
  try {
    const decode = await format.load()
    const fault = await readAll(decode(bytes), store)
    if (fault) return fault
  } catch (cause) {
    // The decoders are libraries, and what they throw at a damaged file is their own.
    if (store.count() === 0)
      return { fault: `its ${nameOf(format)} cannot be decoded: ${sentenceOf(cause)}` }
  }
  if (store.count() === 0) return { fault: `its ${nameOf(format)} holds no sound` }
  return {
    format: format.name,
    durationMs: Math.floor((store.count() * 1000) / clipRate),
    heardIn: (span) => store.levels.heardIn(span),
    cut: (span) => cutClip(span, store),
  }
}

function nameOf({ name }: Format): string {
  return name === 'opus' ? 'Opus' : name.toUpperCase()
}

const reasonCharsMax = 120

function sentenceOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\.$/, '')
    .slice(0, reasonCharsMax)
}

async function readAll(
  pieces: AsyncIterable<SoundPiece | SoundFault>,
  store: Samples,
): Promise<SoundFault | null> {
  const form: { rate: number; resample: Resample | null } = { rate: 0, resample: null }
  for await (const piece of pieces) {
    if ('fault' in piece) return store.count() === 0 ? piece : null
    if (!form.resample || form.rate !== piece.rate)
      Object.assign(form, { rate: piece.rate, resample: openResampler(piece.rate) })
    store.add(form.resample?.(mix(piece.channels)) ?? new Float32Array())
    if (store.count() > soundLimits.seconds * clipRate)
      return {
        fault: `it is longer than ${soundLimits.seconds / 3_600} hours; deliver it in parts`,
      }
  }
  return null
}

function mix(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels
  if (others.length === 0) return first
  return first.map((sample, at) => {
    let sum = sample
    for (const other of others) sum += other[at] ?? 0
    return sum / channels.length
  })
}
