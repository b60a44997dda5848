import { createHash } from 'node:crypto'

const bucketBytes = 4096
/** A RIFF chunk's name and length. */
const chunkHeadBytes = 8
/** The file's own head: its mark, its length, its kind. */
const riffHeadBytes = 12
const fillingName = 'FILL'

/**
 * Lengthens a lossy WebP to the next multiple of 4096 bytes by a chunk of a name that decoders do not know
 * and pass over, so that the length in bytes says little of the picture. Such chunks are for files of the
 * extended kind, so it becomes one.
 */
export function padWebp(
  webp: Buffer,
  { widthPixels, heightPixels }: { widthPixels: number; heightPixels: number },
): Buffer {
  const picture = webp.subarray(riffHeadBytes)
  if (picture.toString('latin1', 0, 4) !== 'VP8 ') throw new Error('expected a plain lossy WebP')
  const size = Buffer.alloc(10)
  size.writeUIntLE(widthPixels - 1, 4, 3)
  size.writeUIntLE(heightPixels - 1, 7, 3)
  const inner = Buffer.concat([chunk('VP8X', size), picture])
  const least = riffHeadBytes + inner.length + chunkHeadBytes
  const fillingBytes = Math.ceil(least / bucketBytes) * bucketBytes - least
  // Filled from a hash of the picture: a decoder of the filling learns nothing that it did not have.
  const filling = createHash('shake256', { outputLength: fillingBytes }).update(webp).digest()
  const body = Buffer.concat([Buffer.from('WEBP'), inner, chunk(fillingName, filling)])
  return chunk('RIFF', body)
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(chunkHeadBytes)
  head.write(name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}
