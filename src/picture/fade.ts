import { fromRaster, type Raster, toRaster } from './raster.ts'

/** What a crop fades to: its guessed paper, held back by the mask (255 keeps), of one tone at the rim. */
export type Fade = { paper: Raster; mask: Buffer; rimPixels: number }

/** Paints the paper over a crop, in place; its outermost pixels all get the paper's mean tone. */
export const fadeToPaper = async (
  crop: Raster,
  { paper, mask, rimPixels }: Fade,
): Promise<void> => {
  const { data, widthPixels: width, heightPixels: height } = crop
  const ground = await toRaster(
    fromRaster(paper).resize({ width, height, fit: 'fill', kernel: 'cubic' }),
  )
  const mean = meanTone(paper.data)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const x = pixel % width
    const y = Math.floor(pixel / width)
    const fromEdge = Math.min(x, y, width - 1 - x, height - 1 - y)
    const inner = Math.min(1, fromEdge / rimPixels)
    const kept = (inner * (mask[pixel] ?? 0)) / 255
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel
      const flat = mean[channel] ?? 0
      const bare = flat + ((ground.data[at] ?? 0) - flat) * inner
      data[at] = bare + ((data[at] ?? 0) - bare) * kept
    }
  }
}

const meanTone = (data: Buffer): number[] => {
  const sums = [0, 0, 0]
  for (let at = 0; at < data.length; at++) sums[at % 3] = (sums[at % 3] ?? 0) + (data[at] ?? 0)
  return sums.map((sum) => sum / (data.length / 3))
}
