import type { SoundFault } from '../model/sound.ts'
import { faultOfForm, type SoundPiece } from './decoding.ts'
import { readFlacFrame, type FlacForm, type FlacFrame } from './flac-frame.ts'

const blocksMax = 1_000
const infoBytes = 34

/**
 * Decodes FLAC (RFC 9639). The decoders in the registry that are kept stand under the LGPL or do not load, and the
 * format is closed and small.
 */
export async function* decodeFlac(bytes: Uint8Array): AsyncGenerator<SoundPiece | SoundFault> {
  const found = readBlocks(bytes)
  if ('fault' in found) return yield found
  for (let at = found.at; at >= 0 && at < bytes.length;) {
    const frame = readFlacFrame(bytes, at, found.form)
    if (frame) yield pieceOf(frame)
    // After a frame that is broken, the next one is looked for.
    at = frame ? frame.end : findSync(bytes, at + 1)
  }
}

function readBlocks(bytes: Uint8Array): { form: FlacForm; at: number } | SoundFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let form: FlacForm | null = null
  let at = 4
  for (let block = 0; block < blocksMax && at + 4 <= bytes.length; block += 1) {
    const head = view.getUint32(at)
    const size = head & 0xff_ffff
    if (((head >>> 24) & 0x7f) === 0 && size >= infoBytes && at + 4 + infoBytes <= bytes.length)
      form = readForm(view, at + 4)
    at += 4 + size
    if (head >>> 31 === 1) break
  }
  if (!form) return { fault: 'its FLAC does not say what its samples are' }
  if (form.bits > 24)
    return { fault: `its FLAC holds samples of ${form.bits} bits, and at most 24 are read` }
  return faultOfForm(form.rate, form.channels) ?? { form, at }
}

function readForm(view: DataView, at: number): FlacForm {
  const packed = view.getUint32(at + 10)
  return {
    rate: packed >>> 12,
    channels: ((packed >>> 9) & 0x07) + 1,
    bits: ((packed >>> 4) & 0x1f) + 1,
  }
}

function findSync(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (((bytes[at + 1] ?? 0) & 0xfe) === 0xf8) return at
  return -1
}

function pieceOf({ rate, bits, channels }: FlacFrame): SoundPiece {
  const full = 2 ** (bits - 1)
  return {
    rate,
    channels: channels.map((channel) => Float32Array.from(channel, (sample) => sample / full)),
  }
}
