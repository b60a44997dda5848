import type { Ink } from '../../model/ink.ts'

/** A run of ink along the line, and how wide the blank before it is; 0 before the first. */
export type LinePiece = { from: number; to: number; blankBefore: number }

const piecesMax = 240
/** Blanks narrower than this share of a small letter's height are inside a letter. */
const blankShareMin = 0.08

/** Splits a line's ink wherever a blank runs through the whole height of the small letters. */
export function takeApart({ core, letterHeight }: Ink): LinePiece[] {
  const blankMin = Math.max(1, blankShareMin * letterHeight)
  const pieces: LinePiece[] = []
  for (const [column, ink] of core.entries()) {
    if (ink === 0) continue
    const last = pieces.at(-1)
    if (last && column - last.to < blankMin) last.to = column + 1
    else pieces.push({ from: column, to: column + 1, blankBefore: last ? column - last.to : 0 })
  }
  return pieces.length > piecesMax ? [] : pieces
}
