import sharp from 'sharp'
import type { Box } from '../../src/model/region.ts'

/** A line to write: where it begins, its slope (rows down per column) and its slant (columns right per row up). */
export type Writing = { text: string; x: number; y: number; slope?: number; slant?: number }

/** The picture, and the box of each word of each line. */
export type Written = { png: Buffer; widthPixels: number; heightPixels: number; boxes: Box[][] }

/** The height of a small letter, in pixels. */
export const letterHeight = 24
const letterWidth = 16
const letterGap = 5
const wordGap = 26
const stroke = 4
const paper = 225
const ink = 40

/** Writes lines in a simple script: each letter is an arch on two feet, `l` and `i` one stroke. */
export async function write(
  lines: readonly Writing[],
  { widthPixels = 1400, heightPixels = 600 } = {},
): Promise<Written> {
  const pixels = Buffer.alloc(widthPixels * heightPixels, paper)
  const boxes = lines.map(({ text, x, y, slope = 0, slant = 0 }) => {
    let from = x
    return text.split(' ').map((word) => {
      const edge = { left: Infinity, top: Infinity, right: 0, bottom: 0 }
      const dot = (column: number, up: number): void => {
        const right = Math.round(column + slant * up)
        const row = Math.round(y + slope * (column - x)) - up
        if (row < 0 || row >= heightPixels || right >= widthPixels) return
        pixels[row * widthPixels + right] = ink
        edge.left = Math.min(edge.left, right)
        edge.right = Math.max(edge.right, right + 1)
        edge.top = Math.min(edge.top, row)
        edge.bottom = Math.max(edge.bottom, row + 1)
      }
      for (const letter of word) from = writeLetter(letter, from, dot) + letterGap
      from += wordGap - letterGap
      const { left, top, right, bottom } = edge
      return { x: left, y: top, width: right - left, height: bottom - top }
    })
  })
  const raw = { width: widthPixels, height: heightPixels, channels: 1 as const }
  return { png: await sharp(pixels, { raw }).png().toBuffer(), widthPixels, heightPixels, boxes }
}

function writeLetter(
  letter: string,
  from: number,
  dot: (column: number, up: number) => void,
): number {
  const isNarrow = /[il.,]/.test(letter)
  const width = isNarrow ? stroke : letterWidth
  for (let up = 1; up <= letterHeight; up++)
    for (let column = 0; column < width; column++) {
      const isFoot = column < stroke || column >= width - stroke
      if (isFoot || up > letterHeight - stroke) dot(from + column, up)
    }
  return from + width
}
