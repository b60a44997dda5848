import type { IncomingMessage } from 'node:http'
import { PassThrough, Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { KeepRoom } from './room.ts'

/** The body is larger than allowed. */
export class TooLargeError extends Error {}

/** The body has a content encoding that we do not read. */
export class PackedError extends Error {}

/** The body is shorter than announced. */
export class ShortError extends Error {}

/** The body of a response. */
export type Body = AsyncIterable<Buffer>

/**
 * Buffers the body of a response from the moment the response is there. If it breaks off, everything that
 * arrived is still delivered first; a broken response itself would throw it away.
 */
export function catchBody(answer: IncomingMessage): Body {
  const through = answer.pipe(new PassThrough())
  let cause: unknown = new ShortError()
  answer.on('error', (error) => (cause = error))
  answer.on('close', () => through.end())
  return (async function* () {
    for await (const chunk of through as Body) yield chunk
    if (!answer.complete) throw cause
  })()
}

/** A buffered body and how large it may be; `fromBytes` of the file are there already. */
export type BodyLimits = {
  body: Body
  fromBytes: number
  sizeBytesMax: number
  keepRoom: KeepRoom
}

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}
const lookEveryBytes = 16 * 1024 * 1024

/** Says whether a response has a content encoding, so that its bytes are not those of the file. */
export function isPacked(answer: IncomingMessage): boolean {
  return packingOf(answer) !== null
}

function packingOf({ headers }: IncomingMessage): string | null {
  const packing = headers['content-encoding']?.trim().toLowerCase() ?? ''
  return packing === '' || packing === 'identity' ? null : packing
}

/**
 * The body of a response, decoded. It breaks off when it outgrows the limit or fills the disk, however small
 * it was in transit, and does not begin if the host announces that it will.
 */
export async function bodyOf(answer: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const packing = packingOf(answer)
  if (packing === null) {
    const announcedBytes = Number(answer.headers['content-length'] ?? 0)
    if (limits.fromBytes + announcedBytes > limits.sizeBytesMax) throw new TooLargeError()
    await limits.keepRoom(announcedBytes)
    return limited(limits)
  }
  const unpack = Object.hasOwn(unpackers, packing) ? unpackers[packing] : undefined
  if (!unpack) throw new PackedError()
  await limits.keepRoom(0)
  const unpacked = unpack()
  const packed = Readable.from(limits.body, { objectMode: false })
  packed.on('error', (cause) => unpacked.destroy(cause))
  unpacked.on('close', () => packed.destroy())
  return limited({ ...limits, body: packed.pipe(unpacked) as Body })
}

async function* limited({ body, fromBytes, sizeBytesMax, keepRoom }: BodyLimits): Body {
  let sizeBytes = fromBytes
  let lookAtBytes = fromBytes + lookEveryBytes
  for await (const chunk of body) {
    sizeBytes += chunk.length
    if (sizeBytes > sizeBytesMax) throw new TooLargeError()
    if (sizeBytes > lookAtBytes) {
      await keepRoom(lookEveryBytes)
      lookAtBytes = sizeBytes + lookEveryBytes
    }
    yield chunk
  }
}
