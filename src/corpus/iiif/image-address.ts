import { iiifLimits } from './limits.ts'
import type { ImageService, PaintedImage, ImageSize } from './image.ts'

/** Says whether the service's info.json has to be read before its picture can be asked for. */
export function needsInfo({ service }: PaintedImage): boolean {
  return service?.level === 0 && service.sizes.length === 0
}

/**
 * The addresses at which a picture may be found, best first: from its service, as large as it allows and we
 * read, or else as given in the manifest.
 */
export function addressesOf(image: PaintedImage): string[] {
  const { service, id, region } = image
  const asItStands = region === null && id !== '' && id !== service?.id ? [id] : []
  if (!service) return asItStands
  // A picture of level 0 may exist as given although its service does not list it.
  if (service.level === 0) {
    const listed = listedAddress(image, service)
    const isLargest = asItStands.length > 0 && !listed
    return isLargest ? asItStands : [...(listed ? [listed] : []), ...asItStands]
  }
  return [
    ...new Set([
      addressFrom(service, { region: region ?? 'full', size: sizeAsked(image, service) }),
      ...asItStands,
    ]),
  ]
}

function addressFrom(
  { id, version }: ImageService,
  { region, size }: { region: string; size: string },
): string {
  return `${id}/${region}/${size}/0/${version === 1 ? 'native' : 'default'}.jpg`
}

function listedAddress({ region }: PaintedImage, service: ImageService): string | null {
  if (region !== null) return null
  const fitting = service.sizes.filter(({ width, height }) => width * height <= iiifLimits.pixels)
  const [largest] = fitting.toSorted((a, b) => b.width * b.height - a.width * a.height)
  if (!largest) return null
  const { width, height } = largest
  const size = service.version === 3 ? `${width},${height}` : `${width},`
  return addressFrom(service, { region: 'full', size })
}

// If the whole picture is within all limits, or its size is unknown, ask for the whole.
function sizeAsked(image: PaintedImage, service: ImageService): string {
  const whole = service.version === 3 ? 'max' : 'full'
  const size = sizeOfRegion(image, service)
  const scale = size ? scaleWithin(size, service) : 1
  if (!size || scale >= 1) return whole
  const width = Math.max(1, Math.floor(size.width * scale))
  const height = Math.max(1, Math.round(size.height * scale))
  return service.version === 3 ? `${width},${height}` : `${width},`
}

function sizeOfRegion({ region, size }: PaintedImage, service: ImageService): ImageSize | null {
  if (region === null) return service.size ?? size
  const [, , width = 0, height = 0] = region.split(',').map(Number)
  return region.startsWith('pct:') ? null : { width, height }
}

function scaleWithin({ width, height }: ImageSize, service: ImageService): number {
  const area = Math.min(iiifLimits.pixels, service.maxArea ?? Infinity)
  // If only a maximum width is given, it also limits the height.
  const maxHeight = service.maxHeight ?? service.maxWidth ?? Infinity
  return Math.min(
    Math.sqrt(area / (width * height)),
    (service.maxWidth ?? Infinity) / width,
    maxHeight / height,
  )
}
