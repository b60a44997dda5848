import { fromRaster, type Raster } from './raster.ts'

const columns = 17
const rows = 16

/**
 * A perceptual hash of 256 bits, as 64 hexadecimal digits: whether each part of a picture is darker than the
 * part to its right. Pictures that look alike differ in few bits, whatever their size and encoding.
 */
export async function perceptualHashOf(pixels: Raster): Promise<string> {
  const { data, info } = await fromRaster(pixels)
    .resize(columns, rows, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let bits = 0n
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const at = (row * columns + column) * info.channels
      const isDarker = (data[at] ?? 0) < (data[at + info.channels] ?? 0)
      bits = (bits << 1n) | (isDarker ? 1n : 0n)
    }
  }
  return bits.toString(16).padStart((rows * (columns - 1)) / 4, '0')
}
