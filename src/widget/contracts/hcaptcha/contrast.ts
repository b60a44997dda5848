/** Reads any CSS colour as `#rrggbb`, by a canvas; null for what is none, or is not opaque. */
export function parseColor(pen: { fillStyle: unknown } | null, color: unknown): string | null {
  if (!pen || typeof color !== 'string') return null
  // A canvas ignores what is no colour.
  pen.fillStyle = '#0000'
  pen.fillStyle = color
  const { fillStyle } = pen
  return typeof fillStyle === 'string' && fillStyle.length === 7 ? fillStyle : null
}

/** The contrast of two colours (`#rrggbb`), from 1 to 21 (WCAG 2). */
export function contrastOf(color: string, other = color): number {
  const step = (measure(color) + 0.05) / (measure(other) + 0.05)
  return step > 1 ? step : 1 / step
}

// The relative luminance.
function measure(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = +`0x${color.slice(at, at + 2)}` / 255
    return part > 0.04 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
