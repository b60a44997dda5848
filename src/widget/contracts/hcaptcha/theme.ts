import { make } from '../../core/element.ts'
import { dark, light, type Theme } from '../../page/theme.ts'
import { contrastOf, parseColor } from './contrast.ts'

// Where it has none, the first of the others that can be read.
const contrast = '000000    ffffff  ffff00  00ff00 ffff00'

// For each name, where its colour stands in a custom theme (contract: §2.10), and its contrast to which of those
// before it: that of text (WCAG 1.4.3), or of a shape (1.4.11).
// Read by number, as a page may have changed how its arrays are iterated.
const rows: readonly (readonly [place: string, ratio: number, on: readonly number[]])[] = [
  ['component.challenge.main.fill', 0, []],
  ['palette.text.heading', 4.5, [0]],
  ['component.input.main.fill', 4.5, [1]],
  ['palette.text.body', 4.5, [0]],
  ['palette.grey.400', 0, []],
  ['palette.grey.600', 3, [0, 2]],
  ['palette.primary.main', 3, [0]],
  ['', 4.5, [6]],
  ['', 4.5, [0]],
  ['', 4.5, [0]],
]

/**
 * Reads a theme: `light`, `dark`, `contrast`, or a custom object (also as JSON); light for anything else. A custom
 * colour is taken only if whoever sees the widget can then read it; else the nearest of our own that can be read.
 */
export function readTheme(given: unknown): Theme {
  const custom = parse(given)
  const pen = make('canvas').getContext('2d')
  const wanted = rows.map((row) => parseColor(pen, read(custom, row[0])))
  const isContrast = given === 'contrast'
  const isDark = wanted[0]
    ? contrastOf(wanted[0], '#ffffff') > 4.5
    : isContrast || given === 'dark' || read(custom, 'palette.mode') === 'dark'
  return {
    colorScheme: isDark ? 'dark' : 'light',
    colors: chooseColors(wanted, isContrast ? contrast : isDark ? dark : light),
  }
}

/** Takes the wanted colours that can be read where they stand, and others in place of those that cannot. */
export function chooseColors(wanted: readonly (string | null)[], palette: string): string[] {
  const own = palette.split(' ')
  const colors: string[] = []
  for (const [index, row] of rows.entries())
    colors.push(
      [wanted[index], `#${own[index]}`, ...colors, '#000000', '#ffffff'].find(
        (color) =>
          color && row[2].every((other) => contrastOf(color, colors[other] as string) >= row[1]),
      ) ?? '',
    )
  return colors
}

function parse(given: unknown): unknown {
  try {
    return JSON.parse(given as string) as unknown
  } catch {
    return given
  }
}

function read(theme: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], theme)
}
