const headBytes = 4
const rates = [44_100, 48_000, 32_000]
const kilobits = {
  first: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const

type Frame = { bytes: number; rate: number }

/**
 * The whole frames of an MP3 (ISO 11172-3 and 13818-3, layer III), one after another, without tags and what is broken
 * between them: the decoder never ends at a frame of which a part is missing. All have the rate of the first.
 */
export function gatherMp3Frames(bytes: Uint8Array): Uint8Array {
  const frames = new Uint8Array(bytes.length)
  let size = 0
  let rate: number | null = null
  let at = afterTag(bytes)
  while (at + headBytes <= bytes.length) {
    const frame = frameAt(bytes, at)
    if (!frame || at + frame.bytes > bytes.length || (rate !== null && frame.rate !== rate)) {
      at = nextSync(bytes, at + 1)
      continue
    }
    // What looks like a frame in a tag is followed by none.
    if (rate === null && !frameAt(bytes, at + frame.bytes)) {
      at = nextSync(bytes, at + 1)
      continue
    }
    rate = frame.rate
    frames.set(bytes.subarray(at, at + frame.bytes), size)
    size += frame.bytes
    at += frame.bytes
  }
  return frames.subarray(0, size)
}

// The length of a tag is written with seven bits in each byte (ID3v2).
function afterTag(bytes: Uint8Array): number {
  const [i, d, three, , , , ...size] = bytes.subarray(0, 10)
  if (i !== 0x49 || d !== 0x44 || three !== 0x33) return 0
  return 10 + size.reduce((sum, part) => sum * 128 + (part & 0x7f), 0)
}

function nextSync(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(0xff, from)
  return at < 0 ? bytes.length : at
}

function frameAt(bytes: Uint8Array, at: number): Frame | null {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(at, at + headBytes)
  const version = (second >> 3) & 3
  const isLayer3 = ((second >> 1) & 3) === 1
  const rate = rates[(third >> 2) & 3]
  if (sync !== 0xff || second < 0xe0 || version === 1 || !isLayer3 || rate === undefined)
    return null
  const isFirst = version === 3
  const bitRate = kilobits[isFirst ? 'first' : 'second'][(third >> 4) - 1]
  if (bitRate === undefined) return null
  const perSecond = rate / (isFirst ? 1 : version === 2 ? 2 : 4)
  const padding = (third >> 1) & 1
  return {
    bytes: Math.floor(((isFirst ? 144_000 : 72_000) * bitRate) / perSecond) + padding,
    rate: perSecond,
  }
}
