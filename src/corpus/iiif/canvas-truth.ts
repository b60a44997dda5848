import type { Box, Polygon } from '../../model/region.ts'
import { cleanText } from '../../text/clean-text.ts'
import { gatherPage, type PageGathering, type Truth } from '../formats/read/truth.ts'
import { readAnnotation, type FoundAnnotation } from './annotation.ts'
import type { PaintedImage } from './image.ts'
import type { ManifestCanvas } from './manifest.ts'
import { boxInUnits, canvasKeyOf, type TargetPlace, type Target } from './target.ts'

/** What annotations say about one picture of a canvas. */
export type CanvasTruth = {
  /** Lines and words, in the units of the part of the canvas that the picture fills. */
  truth: Truth
  /** The class of the picture as a whole. */
  classes: string[]
  /** Whether there is any text. */
  hasText: boolean
}

type Session = {
  canvas: ManifestCanvas
  image: PaintedImage
  page: PageGathering
  classes: string[]
}

const wholeShareMin = 0.98

/** Reads what a page of annotations says about a picture; skips annotations of other canvases. */
export function readCanvasTruth(
  annotations: readonly unknown[],
  { canvas, image }: { canvas: ManifestCanvas; image: PaintedImage },
): CanvasTruth {
  const session: Session = { canvas, image, page: gatherOnce(canvas, image), classes: [] }
  for (const [place, annotation] of annotations.entries()) {
    const read = readAnnotation(annotation)
    if (typeof read === 'string') session.page.skip(read)
    else take(read, place, session)
  }
  const { regions, ...page } = session.page.finish()
  const size = image.on ?? sizeOfCanvas(canvas, image)
  return {
    truth: {
      format: 'IIIF',
      pictureNames: [],
      pages: [
        {
          widthUnits: size?.width ?? null,
          heightUnits: size?.height ?? null,
          pictureNumber: null,
          ...page,
          regions,
        },
      ],
    },
    classes: session.classes,
    hasText: regions.length > 0,
  }
}

// What is left out of a canvas of several pictures is reported with the first of them.
function gatherOnce({ images }: ManifestCanvas, image: PaintedImage): PageGathering {
  const page = gatherPage()
  return images[0] === image ? page : { ...page, skip: () => undefined }
}

/** The size that gives a canvas its units: its own, or its picture's if it has none. */
export function sizeOfCanvas(
  { width, height }: ManifestCanvas,
  image: PaintedImage,
): { width: number; height: number } | null {
  return width !== null && height !== null ? { width, height } : (image.service?.size ?? image.size)
}

function take(annotation: FoundAnnotation, at: number, session: Session): void {
  const { canvas, image, page } = session
  const own = annotation.targets.filter(
    ({ canvas: id }) => canvasKeyOf(id) === canvasKeyOf(canvas.id),
  )
  const [target] = own
  if (!target) return
  if (own.length > 1) return page.skip('annotation_of_block')
  const place = placeOn(target, session)
  if (place === 'unread') return page.skip('annotation_of_point')
  if ('classes' in annotation.statement)
    return takeClasses(annotation.statement.classes, place, session)
  if (place === 'whole') return page.skip('annotation_of_block')
  const { text, level } = annotation.statement
  // If a canvas has several pictures, a text belongs to the one it lies in.
  if (image.on && !isWithin(place.box, image.on)) return
  page.add({
    level: level ?? 'line',
    id: annotation.id || `annotation-${at + 1}`,
    ...moved(place, image.on),
    text: cleanText(text),
    confidence: null,
    isHyphenated: false,
    rank: [at],
  })
}

function takeClasses(
  classes: readonly string[],
  place: { box: Box } | 'whole',
  { canvas, image, page, classes: taken }: Session,
): void {
  const size = sizeOfCanvas(canvas, image)
  const isWhole =
    place === 'whole' ||
    (size !== null &&
      place.box.width * place.box.height >= wholeShareMin * size.width * size.height)
  if (!isWhole) return page.skip('class_of_part')
  // If a canvas has several pictures, nothing says which one is meant.
  if (image.on) return page.skip('class_of_part')
  taken.push(...classes.filter((name) => !taken.includes(name)))
}

function placeOn(
  { place }: Target,
  { canvas, image }: Session,
): { box: Box; polygon: Polygon | null } | 'whole' | 'unread' {
  if (place === 'whole' || place === 'unread') return place
  const size = sizeOfCanvas(canvas, image)
  const box = boxInUnits(place, { width: size?.width ?? null, height: size?.height ?? null })
  return box ? { box, polygon: place.polygon } : 'unread'
}

function isWithin(box: Box, on: Box): boolean {
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  return x >= on.x && y >= on.y && x < on.x + on.width && y < on.y + on.height
}

function moved(
  { box, polygon }: Pick<TargetPlace, 'box' | 'polygon'>,
  on: Box | null,
): Pick<TargetPlace, 'box' | 'polygon'> {
  return on === null
    ? { box, polygon }
    : {
        box: { ...box, x: box.x - on.x, y: box.y - on.y },
        polygon: polygon && polygon.map(({ x, y }) => ({ x: x - on.x, y: y - on.y })),
      }
}
