import type { Box } from '../../model/region.ts'
import { iiifLimits } from './limits.ts'
import { fieldsOf, idOf, listOf, sizeOf, stringOf, typeOf, type JsonFields } from './json.ts'
import { boxInUnits, readFragment, readTargets } from './target.ts'

/** A size in pixels. */
export type ImageSize = { width: number; height: number }

/** A picture's service of the Image API. */
export type ImageService = {
  id: string
  version: 1 | 2 | 3
  /** 0 if only the listed sizes are available; null if unknown. */
  level: number | null
  size: ImageSize | null
  /** Every size that is listed. */
  sizes: readonly ImageSize[]
  maxWidth: number | null
  maxHeight: number | null
  maxArea: number | null
}

/** A picture on a canvas. */
export type PaintedImage = {
  /** The address of the picture as given there. */
  id: string
  size: ImageSize | null
  service: ImageService | null
  /** The part of the picture that is painted, as the Image API has it (`x,y,w,h`); null for all of it. */
  region: string | null
  /** The part of the canvas that it fills, in the canvas's units; null for all of it. */
  on: Box | null
}

/** The pictures that a painting annotation of version 2 or 3 puts on a canvas, and anything else it paints. */
export type Painting = { images: PaintedImage[]; others: string[] }

/** Reads one painting annotation; takes the first or preferred one of a choice of pictures. */
export function readPainting(
  annotation: JsonFields,
  canvas: { width: number | null; height: number | null },
): Painting {
  const painting: Painting = { images: [], others: [] }
  const bodies = listOf(annotation['body'] ?? annotation['resource'])
  const [target] = readTargets(annotation['target'] ?? annotation['on'])
  const place = typeof target?.place === 'object' ? target.place : null
  const on = place && boxInUnits(place, canvas)
  const isAll =
    on?.x === 0 && on.y === 0 && on.width === canvas.width && on.height === canvas.height
  for (const body of bodies.slice(0, iiifLimits.imagesPerCanvas)) {
    const image = readBody(body)
    if ('other' in image) painting.others.push(image.other)
    else painting.images.push({ ...image, on: isAll ? null : on })
  }
  return painting
}

const choiceDepthMax = 4

function readBody(body: unknown, depth = 0): Omit<PaintedImage, 'on'> | { other: string } {
  const fields = fieldsOf(body)
  const type = typeOf(body)
  if (depth > choiceDepthMax) return { other: type }
  const source = fields['source'] ?? fields['full']
  if (type === 'Choice') return readBody(fields['default'] ?? listOf(fields['items'])[0], depth + 1)
  if (source !== undefined && type !== 'Image') {
    const whole = readBody(
      typeof source === 'string' ? { id: source, type: 'Image' } : source,
      depth + 1,
    )
    if ('other' in whole) return whole
    return { ...whole, region: regionOf(fields['selector']) ?? whole.region }
  }
  const service = readServices(fields['service'])
  if (type !== 'Image' && service === null) return { other: type }
  const size = sizeIn(fields)
  return { id: idOf(body), size, service, region: null }
}

function regionOf(selector: unknown): string | null {
  for (const one of listOf(selector)) {
    const fields = fieldsOf(one)
    const region = stringOf(fields['region'])
    if (/^(pct:)?[\d.]+(,[\d.]+){3}$/.test(region)) return region
    const place = readFragment(stringOf(fields['value']))
    if (!place) continue
    const { x, y, width, height } = place.box
    return `${place.isPercent ? 'pct:' : ''}${[x, y, width, height].join(',')}`
  }
  return null
}

function sizeIn(fields: JsonFields): ImageSize | null {
  const width = sizeOf(fields['width'])
  const height = sizeOf(fields['height'])
  return width !== null && height !== null ? { width, height } : null
}

function readServices(services: unknown): ImageService | null {
  for (const service of listOf(services)) {
    const read = readService(service)
    if (read) return read
  }
  return null
}

/** Reads a service of the Image API, from a manifest or its own info.json; null if it is another service. */
export function readService(value: unknown): ImageService | null {
  const fields = fieldsOf(value)
  const profiles = listOf(fields['profile'])
  const kind = [
    typeOf(value),
    stringOf(listOf(fields['@context']).at(-1)),
    stringOf(fields['protocol']),
    stringOf(profiles[0]),
  ].join(' ')
  const isBareLevel = /^level\d$/.test(stringOf(profiles[0]))
  if (!/ImageService|\/api\/image|image-api/.test(kind) && !isBareLevel) return null
  const id = idOf(value)
    .replace(/\/+$/, '')
    .replace(/\/info\.json$/, '')
  if (id === '') return null
  const sizes = listOf(fields['sizes'])
    .map((one) => sizeIn(fieldsOf(one)))
    .filter((one) => one !== null)
  const level = /level(\d)/.exec(profiles.map(stringOf).join(' '))?.[1]
  return {
    id,
    version: versionOf(kind),
    level: level === undefined ? null : Number(level),
    size: sizeIn(fields),
    sizes,
    ...limitsIn(fields, profiles),
  }
}

// Version 2 has its limits inside the profile.
function limitsIn(
  fields: JsonFields,
  profiles: readonly unknown[],
): Pick<ImageService, 'maxWidth' | 'maxHeight' | 'maxArea'> {
  const limits = profiles.map(fieldsOf).find((one) => Object.keys(one).length > 0) ?? {}
  const maxOf = (name: string): number | null => sizeOf(fields[name] ?? limits[name])
  return { maxWidth: maxOf('maxWidth'), maxHeight: maxOf('maxHeight'), maxArea: maxOf('maxArea') }
}

function versionOf(kind: string): 1 | 2 | 3 {
  if (/ImageService3|api\/image\/3/.test(kind)) return 3
  if (/ImageService1|api\/image\/1|stanford\.edu\/iiif\/image-api/.test(kind)) return 1
  return /\blevel\d$/.test(kind) && !kind.includes('/') && !kind.includes('ImageService') ? 3 : 2
}
