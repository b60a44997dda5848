import { make } from '../../core/element.ts'
import { colorNames, type Colors } from '../../../wire/frame.ts'
import { dark, light, type Theme } from '../../page/theme.ts'
import { contrastOf, parseColor } from './contrast.ts'

const contrast = '000000 ffffff 000000 ffffff ffffff ffffff ffff00 000000 00ff00 ffff00'

// For each name, where its colour stands in a custom theme (contract: §2.10), and its contrast to which of those
// before it: that of text (WCAG 1.4.3), or of a shape (1.4.11).
const rows: readonly { _place: string; _ratio: number; _on: readonly number[] }[] = [
  { _place: 'component.challenge.main.fill', _ratio: 0, _on: [] },
  { _place: 'palette.text.heading', _ratio: 4.5, _on: [0] },
  { _place: 'component.input.main.fill', _ratio: 4.5, _on: [1] },
  { _place: 'palette.text.body', _ratio: 4.5, _on: [0] },
  { _place: 'palette.grey.400', _ratio: 0, _on: [] },
  { _place: 'palette.grey.600', _ratio: 3, _on: [0, 2] },
  { _place: 'palette.primary.main', _ratio: 3, _on: [0] },
  { _place: '', _ratio: 4.5, _on: [6] },
  { _place: '', _ratio: 4.5, _on: [0] },
  { _place: '', _ratio: 4.5, _on: [0] },
]

/**
 * Reads a theme: `light`, `dark`, `contrast`, or a custom object (also as JSON); light for anything else. A custom
 * colour is taken only if whoever sees the widget can then read it; else the nearest of our own that can be read.
 */
export function readTheme(given: unknown): Theme {
  const custom = parse(given)
  const pen = make('canvas').getContext('2d')
  const wanted = rows.map(({ _place: place }) => parseColor(pen, read(custom, place)))
  const isContrast = given === 'contrast'
  const mode = isContrast || given === 'dark' ? 'dark' : read(custom, 'palette.mode')
  const isDark = wanted[0] ? contrastOf(wanted[0], '#ffffff') > 4.5 : mode === 'dark'
  const colors = chooseColors(wanted, isContrast ? contrast : isDark ? dark : light)
  return {
    colorScheme: isDark ? 'dark' : 'light',
    colors: Object.fromEntries(colorNames.map((name, index) => [name, colors[index]])) as Colors,
  }
}

/** Takes the wanted colours that can be read where they stand, and others in place of those that cannot. */
export function chooseColors(wanted: readonly (string | null)[], palette: string): string[] {
  const own = palette.split(' ')
  const colors: string[] = []
  for (const [index, { _ratio: ratio, _on: on }] of rows.entries())
    colors.push(
      [wanted[index], `#${own[index]}`, ...colors, '#000000', '#ffffff'].find(
        (color) => color && on.every((other) => contrastOf(color, colors[other]) >= ratio),
      ) ?? '',
    )
  return colors
}

function parse(given: unknown): unknown {
  try {
    return typeof given === 'string' ? (JSON.parse(given) as unknown) : given
  } catch {
    return null
  }
}

function read(theme: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], theme)
}
