/** Reads any CSS colour as `#rrggbb`, by a canvas; null for what is none, or is not opaque. */
export function parseColor(pen: { fillStyle: unknown } | null, color: unknown): string | null {
  if (!pen) return null
  // A canvas ignores what is no colour.
  pen.fillStyle = '#0000'
  pen.fillStyle = color
  const fillStyle = String(pen.fillStyle)
  return fillStyle.length === 7 ? fillStyle : null
}

/** The contrast of two colours (`#rrggbb`), from 1 to 21 (WCAG 2). */
export function contrastOf(color: string, other: string): number {
  const step = (measure(color) + 0.05) / (measure(other) + 0.05)
  return step > 1 ? step : 1 / step
}

// The relative luminance.
function measure(color: string): number {
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
    const part = +`0x${color.slice(2 * index + 1, 2 * index + 3)}` / 255
    return sum + weight * (part > 0.04 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92)
  }, 0)
}
