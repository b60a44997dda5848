import type { Canvas } from '../../model/source.ts'
import type { PicturePlan } from '../survey/picture-plan.ts'
import type { SkipList } from '../import/skips.ts'
import { annotationsOf, sortByCanvas, type AnnotationsIn } from './annotations-of.ts'
import { readCanvasTruth, sizeOfCanvas } from './canvas-truth.ts'
import type { PaintedImage } from './image.ts'
import type { ManifestCanvas } from './manifest.ts'
import type { Loader, Shelved } from './loader.ts'
import { canvasKeyOf } from './target.ts'
import type { FoundManifest } from './walk.ts'

/** A picture of a manifest with all its annotations, before it is fetched. */
export type AnnotatedPicture = {
  canvas: ManifestCanvas
  image: PaintedImage
  /** The plan of its import, without the place of the picture. */
  plan: Pick<PicturePlan, 'truths' | 'readings'>
  /** The documents that say so, by their addresses. */
  files: ReadonlyMap<string, Shelved>
  /** Its canvas as it is stored, without the address that the picture was fetched from. */
  kept: Omit<Canvas, 'image'> | null
}

type Session = { loader: Loader; skips: SkipList }

/** Every picture of a manifest, canvas by canvas; a canvas without one is reported. */
export async function* annotatedPicturesOf(
  { manifest, file }: FoundManifest,
  session: Session,
): AsyncGenerator<AnnotatedPicture> {
  const { skips } = session
  if (manifest.left > 0)
    skips.add({ what: file.address, code: 'too_many_canvases', count: manifest.left })
  const shared: Map<string, AnnotationsIn>[] = []
  for await (const found of annotationsOf(manifest.annotations, { file, ...session }))
    shared.push(sortByCanvas(found))
  for (const canvas of manifest.canvases) {
    if (canvas.without) {
      skips.add({ what: canvas.id || file.address, code: canvas.without })
      continue
    }
    const key = canvasKeyOf(canvas.id)
    const found = shared.map((byCanvas) => byCanvas.get(key)).filter((one) => one !== undefined)
    for await (const one of annotationsOf(canvas.annotations, { file, ...session })) found.push(one)
    for (const image of canvas.images)
      yield annotate({ canvas, image }, { found, manifestId: manifest.id || file.address })
  }
}

function annotate(
  { canvas, image }: { canvas: ManifestCanvas; image: PaintedImage },
  { found, manifestId }: { found: readonly AnnotationsIn[]; manifestId: string },
): AnnotatedPicture {
  const plan: AnnotatedPicture['plan'] = { truths: [], readings: [] }
  for (const { file, annotations } of found) {
    const { truth, classes, hasText } = readCanvasTruth(annotations, { canvas, image })
    const path = file.address
    const [page] = truth.pages
    // A document that only gives classes has no lines to miss.
    if (hasText || (page && Object.keys(page.skipped).length > 0))
      plan.truths.push({ path, format: 'IIIF', pictureNames: [], truth })
    for (const text of classes.slice(0, 1))
      plan.readings.push({
        content: 'class',
        text,
        confidence: null,
        isDoubted: false,
        file: path,
      })
  }
  const files = new Map(found.map(({ file }) => [file.address, file]))
  return { canvas, image, plan, files, kept: keptOf({ canvas, image }, manifestId) }
}

function keptOf(
  { canvas, image }: Pick<AnnotatedPicture, 'canvas' | 'image'>,
  manifest: string,
): AnnotatedPicture['kept'] {
  const size = image.on ?? sizeOfCanvas(canvas, image)
  const { width, height } = size ?? {}
  return width && height ? { manifest, id: idOnCanvas(canvas, image), width, height } : null
}

// The readings of a picture that fills a part of its canvas are exported to that part.
function idOnCanvas({ id }: ManifestCanvas, { on }: PaintedImage): string {
  return on ? `${id}#xywh=${[on.x, on.y, on.width, on.height].join(',')}` : id
}
