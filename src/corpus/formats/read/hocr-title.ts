import type { Box, Polygon } from '../../../model/region.ts'
import { boxAround, parseNumber, parsePoints } from './geometry.ts'

/** What an hOCR element is to the import: a page, a line, a word, or an area of lines. */
export type HocrRole = 'page' | 'area' | 'line' | 'word'

/** The properties of an element by name, each with its raw value. */
export type HocrProperties = ReadonlyMap<string, string>

const roles: Readonly<Record<string, HocrRole>> = {
  ocr_page: 'page',
  ocr_carea: 'area',
  ocr_block: 'area',
  ocrx_block: 'area',
  ocr_par: 'area',
  ocr_column: 'area',
  ocr_line: 'line',
  ocrx_line: 'line',
  ocr_header: 'line',
  ocr_footer: 'line',
  ocr_caption: 'line',
  ocr_textfloat: 'line',
  ocrx_word: 'word',
  ocr_word: 'word',
}

const classCharsMax = 1_000

/** The role of an element by its classes; null if it has none. */
export function roleOfClasses(classes: string | undefined): HocrRole | null {
  for (const name of classes?.slice(0, classCharsMax).split(/\s+/) ?? [])
    if (Object.hasOwn(roles, name)) return roles[name] ?? null
  return null
}

const titleCharsMax = 100_000

/** Reads the properties in a title: `bbox 0 0 9 9; image "a;b.jpg"`. The first of a name wins. */
export function propertiesOf(title: string | undefined): HocrProperties {
  const properties = new Map<string, string>()
  for (const part of title?.slice(0, titleCharsMax).match(/(?:[^;"]|"[^"]*"|")+/g) ?? []) {
    const [name = '', ...value] = part.trim().split(/\s+/)
    if (name !== '' && !properties.has(name)) properties.set(name, value.join(' '))
  }
  return properties
}

/** The box of an element; null if it has none. */
export function boxOfProperties(properties: HocrProperties): Box | null {
  const numbers = (properties.get('bbox') ?? '').split(' ').map((part) => parseNumber(part))
  const [left, top, right, bottom, ...more] = numbers
  if (left == null || top == null || right == null || bottom == null || more.length > 0) return null
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The outline of an element and the box around it. */
export function shapeOfProperties(properties: HocrProperties): {
  box: Box | null
  polygon: Polygon | null
} {
  const polygon = parsePoints(properties.get('poly'))
  return { box: boxOfProperties(properties) ?? (polygon && boxAround(polygon)), polygon }
}

const perCent = 100

/** The confidence of an element, always in per cent; the mean if each character has its own. */
export function confidenceOfProperties(properties: HocrProperties): number | null {
  const given = ['x_wconf', 'x_conf', 'x_confs'].map((name) => properties.get(name) ?? '')
  const text = given.find((value) => value !== '')
  const numbers = (text ?? '').split(' ').map((part) => parseNumber(part))
  if (numbers.some((number) => number === null || number < 0 || number > perCent)) return null
  return numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0) / numbers.length / perCent
}
