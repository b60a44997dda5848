import { createHash } from 'node:crypto'

const bucketBytes = 512
const commentMark = Buffer.from([0xff, 0xfe])
const startBytes = 2
/** A comment segment's two bytes of marker and two of length. */
const commentHeadBytes = 4
const commentMaxBytes = 65_535 + 2

/**
 * Pads a JPEG to the next multiple of 512 bytes with comments after its first marker, where every decoder
 * skips them, so that the length in bytes says little about the picture.
 */
export function padJpeg(jpeg: Buffer): Buffer {
  const room = (bucketBytes - (jpeg.length % bucketBytes)) % bucketBytes
  if (room === 0) return jpeg
  const bytes = room < commentHeadBytes ? room + bucketBytes : room
  return Buffer.concat([
    jpeg.subarray(0, startBytes),
    comment(jpeg, bytes),
    jpeg.subarray(startBytes),
  ])
}

/** The filling is a hash of the picture: decoding it teaches nothing new. */
function comment(jpeg: Buffer, bytes: number): Buffer {
  if (bytes > commentMaxBytes) throw new RangeError(`a comment of ${bytes} bytes`)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes - commentMark.length)
  const filling = createHash('shake256', { outputLength: bytes - commentHeadBytes })
  return Buffer.concat([commentMark, length, filling.update(jpeg).digest()])
}
