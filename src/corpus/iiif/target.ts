import type { Box, Polygon } from '../../model/region.ts'
import { boxAround } from '../formats/read/geometry.ts'
import { fieldsOf, idOf, listOf, stringOf, typeOf } from './json.ts'
import { readSvgOutline } from './svg.ts'

/** What an annotation is about: the id of a canvas, and a part of it or the whole. */
export type Target = { canvas: string; place: TargetPlace | 'whole' | 'unread' }

/** A part of a canvas, in its units or in per cent of it. */
export type TargetPlace = { box: Box; polygon: Polygon | null; isPercent: boolean }

const selectorsMax = 20

/** Reads every form of a target: an address with a fragment, a resource with selectors, or a list of these. */
export function readTargets(target: unknown): Target[] {
  return listOf(target).map(readTarget)
}

function readTarget(target: unknown): Target {
  const fields = fieldsOf(target)
  const source = fields['source'] ?? fields['full']
  const [canvas = '', ...rest] = (idOf(source) || (source === undefined ? idOf(target) : '')).split(
    '#',
  )
  const selectors = selectorsOf(fields['selector'])
  if (selectors.length > 0) return { canvas, place: readSelectors(selectors) }
  if (rest.length === 0) return { canvas, place: 'whole' }
  const place = readFragment(rest.join('#'))
  return { canvas, place: place ?? 'unread' }
}

/** A key that is the same for every id of a canvas, by http or https. */
export function canvasKeyOf(id: string): string {
  return (id.split('#')[0] ?? '').replace(/^https?:/, '')
}

// A choice of selectors describes one place, so what they all say is combined.
function selectorsOf(selector: unknown): unknown[] {
  const found: unknown[] = []
  const waiting = [...listOf(selector)].slice(0, selectorsMax)
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    if (found.length >= selectorsMax) break
    const { default: preferred, item, items } = fieldsOf(one)
    const inside = [preferred, ...listOf(item ?? items)].filter((other) => other !== undefined)
    if (typeOf(one) === 'Choice') waiting.push(...inside.slice(0, selectorsMax))
    else found.push(one, ...inside)
  }
  return found
}

function readSelectors(selectors: readonly unknown[]): TargetPlace | 'unread' {
  let place: TargetPlace | null = null
  let polygon: Polygon | null = null
  for (const selector of selectors) {
    const fields = fieldsOf(selector)
    const value = stringOf(fields['value'] ?? fields['chars']) || stringOf(selector)
    const type = typeOf(selector)
    if (type === 'SvgSelector' || value.trimStart().startsWith('<'))
      polygon ??= readSvgOutline(value)
    else if (type === 'ImageApiSelector') place ??= readRegion(stringOf(fields['region']))
    else place ??= readFragment(value)
  }
  if (place?.isPercent) return place
  if (place) return { ...place, polygon }
  return polygon ? { box: boxAround(polygon), polygon, isPercent: false } : 'unread'
}

const number = String.raw`(\d{1,9}(?:\.\d{1,30})?)`
const fragment = new RegExp(
  String.raw`(?:^|[&#])xywh=(pixel:|percent:|pct:)?${[number, number, number, number].join(',')}(?:$|&)`,
)

/** Reads a media fragment, `xywh=` in pixels or in per cent; null if it is none. */
export function readFragment(text: string): TargetPlace | null {
  const [, unit, x, y, width, height] = fragment.exec(text.replaceAll(/%2c/gi, ',')) ?? []
  if (x === undefined) return null
  const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) }
  return { box, polygon: null, isPercent: unit?.startsWith('p') === true && unit !== 'pixel:' }
}

/** Reads the region of an Image API address; null if it is the whole picture. */
export function readRegion(region: string): TargetPlace | null {
  return readFragment(`xywh=${region.replace(/^pct:/, 'percent:')}`)
}

/** A place in the units of its canvas; null if the place is in per cent and the canvas has no size. */
export function boxInUnits(
  { box, isPercent }: TargetPlace,
  { width, height }: { width: number | null; height: number | null },
): Box | null {
  if (!isPercent) return box
  if (width === null || height === null) return null
  return {
    x: (box.x * width) / 100,
    y: (box.y * height) / 100,
    width: (box.width * width) / 100,
    height: (box.height * height) / 100,
  }
}
