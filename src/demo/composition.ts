import type { Dice } from './dice.ts'
import type { SetWord, Typeface } from './typeface.ts'

/** A word placed on the page: its left end, its baseline, and the box of its ink with a small rim. */
export type PlacedWord = { text: string; set: SetWord; x: number; y: number; box: PixelBox }

/** In whole pixels, right and bottom exclusive. */
export type PixelBox = { left: number; top: number; right: number; bottom: number }

/** Words side by side. */
export type PlacedLine = readonly PlacedWord[]

/** How a block of text is set; a baseline may stray by `wobblePixels`. */
export type TypeSetting = {
  face: Typeface
  sizePixels: number
  leadingPixels: number
  left: number
  width: number
  firstBaseline: number
  wobblePixels: number
}

const rimPixels = 3
const wordSpace = 0.42

/** Fills lines with the words, one after another, and justifies all but the last. */
export function composeLines(
  words: readonly string[],
  setting: TypeSetting,
  dice: Dice,
): PlacedLine[] {
  const { face, sizePixels, width } = setting
  const spacePixels = wordSpace * sizePixels
  const lines: { text: string; set: SetWord }[][] = [[]]
  let usedPixels = 0
  for (const text of words) {
    const set = face.setWord(text, sizePixels)
    if (usedPixels > 0 && usedPixels + set.advancePixels > width) {
      lines.push([])
      usedPixels = 0
    }
    lines.at(-1)?.push({ text, set })
    usedPixels += set.advancePixels + spacePixels
  }
  return lines.map((line, row) => {
    const inkPixels = line.reduce((sum, { set }) => sum + set.advancePixels, 0)
    const gaps = Math.max(1, line.length - 1)
    const isLast = row === lines.length - 1
    const gapPixels = isLast ? spacePixels : (width - inkPixels) / gaps
    return placeLine(line, { setting, row, gapPixels }, dice)
  })
}

type Row = { setting: TypeSetting; row: number; gapPixels: number }

function placeLine(
  line: readonly { text: string; set: SetWord }[],
  { setting, row, gapPixels }: Row,
  dice: Dice,
): PlacedLine {
  const { left, firstBaseline, leadingPixels, wobblePixels } = setting
  let x = left
  return line.map(({ text, set }) => {
    const wobble = dice.between(-wobblePixels, wobblePixels)
    const placed = placeWord(text, set, { x, y: firstBaseline + row * leadingPixels + wobble })
    x += set.advancePixels + gapPixels
    return placed
  })
}

/** Puts a set word at a point of the page. */
export function placeWord(
  text: string,
  set: SetWord,
  { x, y }: { x: number; y: number },
): PlacedWord {
  return {
    text,
    set,
    x,
    y,
    box: {
      left: Math.floor(x + set.ink.left) - rimPixels,
      top: Math.floor(y + set.ink.top) - rimPixels,
      right: Math.ceil(x + set.ink.right) + rimPixels,
      bottom: Math.ceil(y + set.ink.bottom) + rimPixels,
    },
  }
}

/** The words as white SVG paths. */
export function shapesOf(words: readonly PlacedWord[]): string {
  return words
    .map(({ set, x, y }) => `<path fill="#fff" transform="translate(${x} ${y})" d="${set.path}"/>`)
    .join('')
}

/** The smallest box around the words; throws if there are none. */
export function frameAround(words: readonly PlacedWord[]): PixelBox {
  if (words.length === 0) throw new RangeError('no words to draw a box around')
  return {
    left: Math.min(...words.map(({ box }) => box.left)),
    top: Math.min(...words.map(({ box }) => box.top)),
    right: Math.max(...words.map(({ box }) => box.right)),
    bottom: Math.max(...words.map(({ box }) => box.bottom)),
  }
}
