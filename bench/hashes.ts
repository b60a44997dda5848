import sharp from 'sharp'
import * as sharpPhash from 'sharp-phash'

/** A hash by which a scraper can recognise a picture, as a string of 0 and 1: the fewer differences, the more alike. */
export type Hash = (picture: Buffer) => Promise<string>

async function greys(picture: Buffer, width: number, height: number): Promise<number[]> {
  return [
    ...(await sharp(picture).greyscale().resize(width, height, { fit: 'fill' }).raw().toBuffer()),
  ]
}

/** 256 bits: whether each cell is lighter than the next, in 16 rows of 17 cells. */
const differences: Hash = async (picture) => {
  const cells = await greys(picture, 17, 16)
  const bits = cells.map((tone, at) => (at % 17 < 16 ? Number(tone > (cells[at + 1] ?? 0)) : ''))
  return bits.join('')
}

/** 256 bits: which of 16 × 16 cells are lighter than the median of their quarter of the picture. */
const blocks: Hash = async (picture) => {
  const cells = await greys(picture, 16, 16)
  const bands = [0, 1, 2, 3].map((band) => cells.slice(band * 64, band * 64 + 64))
  const bits = bands.flatMap((band) => {
    const middle = band.toSorted((a, b) => a - b)[32] ?? 0
    return band.map((tone) => Number(tone > middle))
  })
  return bits.join('')
}

/** The hashes that the bench tries. */
export const hashes: Readonly<Record<string, Hash>> = {
  dhash_256: differences,
  blockhash_256: blocks,
  // Its types wrongly declare a module inside the module.
  sharp_phash_64: sharpPhash.default as unknown as Hash,
}

/** The number of bits in which two hashes differ. */
export function distance(one: string, other: string): number {
  let count = 0
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) count += 1
  return count
}
