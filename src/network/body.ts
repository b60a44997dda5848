import type { IncomingMessage } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** What came is more than was to be taken. */
export class TooLargeError extends Error {}

/** What came is packed in a way that is not read. */
export class PackedError extends Error {}

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** The body of an answer, unpacked; it breaks off where it grows over the limit, however small it came. */
export const bodyOf = (answer: IncomingMessage, sizeBytesMax: number): Readable => {
  const packing = answer.headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (packing === '' || packing === 'identity') {
    if (Number(answer.headers['content-length']) > sizeBytesMax) throw new TooLargeError()
    return limited(answer, sizeBytesMax)
  }
  const unpack = Object.hasOwn(unpackers, packing) ? unpackers[packing] : undefined
  if (!unpack) throw new PackedError()
  const unpacked = unpack()
  answer.on('error', (cause) => unpacked.destroy(cause))
  unpacked.on('close', () => answer.destroy())
  return limited(answer.pipe(unpacked), sizeBytesMax)
}

const limited = (stream: Readable, sizeBytesMax: number): Readable =>
  Readable.from(
    (async function* () {
      let sizeBytes = 0
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length
        if (sizeBytes > sizeBytesMax) throw new TooLargeError()
        yield chunk
      }
    })(),
    { objectMode: false },
  )
