import { OpusDecoder } from 'opus-decoder'
import { clipRate } from '../model/clip.ts'
import type { SoundFault } from '../model/sound.ts'
import { faultOfForm, type SoundPiece } from './decoding.ts'
import { readOgg } from './ogg.ts'

/** Opus decodes to any of five rates, and says how much to skip at the highest. */
const rate = clipRate
const skipRate = 48_000
const packetsPerPiece = 50
/** What has more broken packets than this is not read further. */
const brokenMax = 50

/** Decodes Opus in Ogg (RFC 7845). */
export async function* decodeOpus(bytes: Uint8Array): AsyncGenerator<SoundPiece | SoundFault> {
  const packets = readOgg(bytes)
  const first = packets.next()
  const head = first.done ? null : Buffer.from(first.value)
  if (!head || head.toString('latin1', 0, 8) !== 'OpusHead' || head.length < 19)
    return yield { fault: `its Ogg holds ${contentOf(head)}, and only Opus is read in Ogg` }
  const channels = head.readUInt8(9)
  const fault = faultOfForm(rate, channels)
  if (fault) return yield fault
  const decoder = new OpusDecoder({
    channels,
    sampleRate: rate,
    preSkip: Math.round((head.readUInt16LE(10) * rate) / skipRate),
    ...mappingOf(head),
  })
  try {
    await decoder.ready
    // The second packet holds comments.
    packets.next()
    yield* decodePackets(decoder, packets)
  } finally {
    decoder.free()
  }
}

/** What else is in Ogg, by where in the first packet its name stands. */
const others = [
  { at: 1, as: 'vorbis', name: 'Vorbis' },
  { at: 0, as: 'Speex', name: 'Speex' },
  { at: 1, as: 'FLAC', name: 'FLAC' },
] as const

function contentOf(head: Buffer | null): string {
  const found = others.find(({ at, as }) => head?.toString('latin1', at, at + as.length) === as)
  return found?.name ?? 'no Opus'
}

function mappingOf(head: Buffer) {
  const channels = head.readUInt8(9)
  if (head.readUInt8(18) === 0 || head.length < 21 + channels)
    return { streamCount: 1, coupledStreamCount: channels - 1 }
  return {
    streamCount: head.readUInt8(19),
    coupledStreamCount: head.readUInt8(20),
    channelMappingTable: [...head.subarray(21, 21 + channels)],
  }
}

async function* decodePackets(
  decoder: OpusDecoder<typeof rate>,
  packets: Iterable<Uint8Array>,
): AsyncGenerator<SoundPiece> {
  const frames: Uint8Array[] = []
  let broken = 0
  for (const packet of packets) {
    frames.push(packet)
    if (frames.length < packetsPerPiece) continue
    const { channelData: channels, errors } = decoder.decodeFrames(frames.splice(0))
    yield { rate, channels }
    broken += errors.length
    // The decoder prints a line for each.
    if (broken > brokenMax) return
  }
  if (frames.length > 0) yield { rate, channels: decoder.decodeFrames(frames).channelData }
}
