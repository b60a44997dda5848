import type { Colors } from '../../wire/frame.ts'

/** The colours of a widget. */
export type Theme = { colorScheme: 'light' | 'dark'; colors: Colors }

// Palettes are in the order of the names, each colour without its `#`.

/** The colours of the theme `light`. */
export const light = 'fdfcf9 22262b ffffff 5f5b53 d9d4c8 87827a 1d5a68 ffffff 1f6b3a a3331f'
/** The colours of the theme `dark`. */
export const dark = '1d1f22 eceae4 26292d b6b2a8 3d4046 83868d 8ecbd8 1d1f22 8fd6a4 f3a08f'

/** A theme of our own colours. */
export function ownTheme(isDark: boolean): Theme {
  const palette = isDark ? dark : light
  return {
    colorScheme: isDark ? 'dark' : 'light',
    colors: palette.split(' ').map((color) => `#${color}`),
  }
}

/** Whether the page around an element is dark, by its `color-scheme` or its own colours: its letters are light. */
export function isDarkAround(element: Element): boolean {
  // The element itself may be a button.
  return /(2..\D+){3}/.test(getComputedStyle(element.parentElement ?? element).color)
}
