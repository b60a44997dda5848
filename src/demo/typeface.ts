import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Command, type Font, parse } from 'opentype.js/dist/opentype.mjs'

/** The faces the demonstration is set in; all are under the SIL Open Font License. */
export type FaceName = 'roman' | 'italic' | 'blackletter' | 'copperplate'

/** A typeface that can set words. */
export type Typeface = {
  name: FaceName
  setWord(text: string, sizePixels: number): SetWord
}

/** A word set with its left end at 0 and its baseline at 0. `path` is SVG path data. */
export type SetWord = { path: string; advancePixels: number; ink: Ink }

/** How far the ink extends, in pixels; y grows downwards, so a negative `top` is above the baseline. */
type Ink = { left: number; top: number; right: number; bottom: number }

const addresses: Readonly<Record<FaceName, () => string>> = {
  roman: () =>
    import.meta.resolve('@fontsource/im-fell-english/files/im-fell-english-latin-400-normal.woff'),
  italic: () =>
    import.meta.resolve('@fontsource/im-fell-english/files/im-fell-english-latin-400-italic.woff'),
  blackletter: () =>
    import.meta
      .resolve('@fontsource/unifrakturmaguntia/files/unifrakturmaguntia-latin-400-normal.woff'),
  copperplate: () =>
    import.meta.resolve('@fontsource/pinyon-script/files/pinyon-script-latin-400-normal.woff'),
}

/** Reads all faces from the packages they come in; throws if one is not installed. */
export async function openTypefaces(): Promise<Readonly<Record<FaceName, Typeface>>> {
  const [roman, italic, blackletter, copperplate] = await Promise.all([
    openTypeface('roman'),
    openTypeface('italic'),
    openTypeface('blackletter'),
    openTypeface('copperplate'),
  ])
  return { roman, italic, blackletter, copperplate }
}

async function openTypeface(name: FaceName): Promise<Typeface> {
  const bytes = await readFile(fileURLToPath(addresses[name]()))
  const font = parse(new Uint8Array(bytes).buffer)
  return { name, setWord: (text, sizePixels) => setWord(font, text, sizePixels) }
}

function setWord(font: Font, text: string, sizePixels: number): SetWord {
  const outline = font.getPath(text, 0, 0, sizePixels)
  const { x1, y1, x2, y2 } = outline.getBoundingBox()
  return {
    path: outline.commands.map(writeCommand).join(''),
    advancePixels: font.getAdvanceWidth(text, sizePixels),
    ink: { left: x1, top: y1, right: x2, bottom: y2 },
  }
}

/** One step of an outline as SVG path data, in tenths of a pixel. */
function writeCommand(step: Command): string {
  switch (step.type) {
    case 'M':
    case 'L':
      return step.type + write(step.x, step.y)
    case 'Q':
      return `Q${write(step.x1, step.y1)} ${write(step.x, step.y)}`
    case 'C':
      return `C${write(step.x1, step.y1)} ${write(step.x2, step.y2)} ${write(step.x, step.y)}`
    case 'Z':
      return 'Z'
    default:
      throw new Error(`unknown step ${JSON.stringify(step)} in an outline`)
  }
}

function write(x: number, y: number): string {
  return `${inTenths(x)} ${inTenths(y)}`
}

// Whole numbers are written many times as fast as fractions are, and a page has a million of them.
function inTenths(point: number): string {
  const tenths = Math.round(point * 10)
  const ones = Math.trunc(tenths / 10)
  const rest = Math.abs(tenths % 10)
  if (rest === 0) return `${ones}`
  return `${tenths < 0 && ones === 0 ? '-' : ''}${ones}.${rest}`
}
