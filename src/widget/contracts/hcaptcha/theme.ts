import { colorNames, type Colors } from '../../../wire/frame.ts'

/** The colours of a widget. */
export type Theme = { colorScheme: 'light' | 'dark'; colors: Colors }

// In the order of the names, each without its `#`.
const light = 'fdfcf9 fff 22262b 5f5b53 d9d4c8 87827a 1d5a68 fff 1f6b3a a3331f'
const dark = '1d1f22 26292d eceae4 b6b2a8 3d4046 83868d 8ecbd8 10262b 8fd6a4 f3a08f'
const contrast = '000 000 fff fff fff fff ff0 000 0f0 ff0'

// Where colours stand in a custom theme, in the order of the names (contract: §2.10).
const places =
  'component.challenge.main.fill component.input.main.fill palette.text.heading palette.text.body palette.grey.400 palette.grey.600 palette.primary.main'
const COLOR = /^[\w#%.,/ ()-]{1,64}$/

/** Reads a theme: `light`, `dark`, `contrast`, or a custom object (also as JSON); light for anything else. */
export function readTheme(given: unknown): Theme {
  const custom = parse(given)
  const isContrast = given === 'contrast'
  const isDark = isContrast || given === 'dark' || read(custom, 'palette.mode') === 'dark'
  const palette = (isContrast ? contrast : isDark ? dark : light).split(' ')
  const paths = places.split(' ')
  const colors = colorNames.map((name, index) => {
    const color = read(custom, paths[index])
    return [name, typeof color === 'string' && COLOR.test(color) ? color : `#${palette[index]}`]
  })
  return { colorScheme: isDark ? 'dark' : 'light', colors: Object.fromEntries(colors) as Colors }
}

function parse(given: unknown): unknown {
  try {
    return typeof given === 'string' ? (JSON.parse(given) as unknown) : given
  } catch {
    return null
  }
}

function read(theme: unknown, path = ''): unknown {
  return path
    .split('.')
    .reduce((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], theme)
}
