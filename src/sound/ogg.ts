const headBytes = 27
const packetBytesMax = 1_000_000

/**
 * The packets of the first stream in an Ogg file (RFC 3533), in order. A page that is broken is left out, and reading
 * goes on at the next one.
 */
export function* readOgg(bytes: Uint8Array): Generator<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let serial: number | null = null
  let begun: Uint8Array[] = []
  let at = file.indexOf('OggS')
  while (at >= 0 && at + headBytes <= file.length) {
    const segments = file.readUInt8(at + 26)
    const bodyAt = at + headBytes + segments
    if (bodyAt > file.length) return
    serial ??= file.readUInt32LE(at + 14)
    const sizes = file.subarray(at + headBytes, bodyAt)
    let end = bodyAt
    for (const size of sizes) end += size
    if (end > file.length) return
    if (file.readUInt32LE(at + 14) === serial && isWhole(file.subarray(at, end))) {
      const isContinued = (file.readUInt8(at + 5) & 1) === 1
      if (!isContinued) begun = []
      const packets = packetsOf(file, { sizes, bodyAt }, begun)
      yield* packets.whole
      begun = packets.begun
    }
    at = file.indexOf('OggS', file.toString('latin1', end, end + 4) === 'OggS' ? end : at + 4)
  }
}

const checkAt = 22
const checks = Uint32Array.from({ length: 256 }, (_, byte) => {
  let check = byte << 24
  for (let bit = 0; bit < 8; bit += 1) check = (check << 1) ^ (check < 0 ? 0x04c1_1db7 : 0)
  return check >>> 0
})

/** Says whether the checksum of a page, which is worked out with zeros in its own place, is right. */
function isWhole(page: Buffer): boolean {
  let check = 0
  for (const [at, byte] of page.entries()) {
    const counted = at >= checkAt && at < checkAt + 4 ? 0 : byte
    check = (check << 8) ^ (checks[(check >>> 24) ^ counted] ?? 0)
  }
  return check >>> 0 === page.readUInt32LE(checkAt)
}

type Page = { sizes: Uint8Array; bodyAt: number }

/** The packets that end on a page, and what of the last one goes on on the next. */
function packetsOf(
  file: Buffer,
  { sizes, bodyAt }: Page,
  before: readonly Uint8Array[],
): { whole: Uint8Array[]; begun: Uint8Array[] } {
  const whole: Uint8Array[] = []
  let begun = [...before]
  let at = bodyAt
  for (const size of sizes) {
    begun.push(file.subarray(at, at + size))
    at += size
    if (size === 255) continue
    const packet = Buffer.concat(begun)
    if (packet.length <= packetBytesMax) whole.push(packet)
    begun = []
  }
  return { whole, begun }
}
