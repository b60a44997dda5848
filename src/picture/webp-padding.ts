import { createHash } from 'node:crypto'

/** Less than the lengths of one picture's servings differ by: docs/archivist/pictures.md has the figures. */
const bucketBytes = 512
/** A RIFF chunk's name and length. */
const chunkHeadBytes = 8
/** The file's own head: its signature, its length, its type. */
const riffHeadBytes = 12
const fillingName = 'FILL'

/**
 * Pads a lossy WebP to the next multiple of 512 bytes with a chunk whose name decoders do not know and
 * skip, so that the length in bytes says little about the picture. Only files of the extended format may
 * have such a chunk, so the file becomes one.
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
  // The filling is a hash of the picture: decoding it teaches nothing new.
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
