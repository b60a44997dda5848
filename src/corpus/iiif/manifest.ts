import type { Fault } from '../formats/read/encoding.ts'
import type { SkipCode } from '../import/skips.ts'
import { readPainting, type PaintedImage } from './image.ts'
import { fieldsOf, idOf, listOf, sizeOf, typeOf, type JsonFields } from './json.ts'
import { iiifLimits } from './limits.ts'
import { plainTextOf } from './plain-text.ts'
import { readRights, type FoundRights } from './rights.ts'

/** Annotations of a canvas: their address, and the annotations themselves if the manifest contains them. */
export type AnnotationsAt = { id: string; embedded: readonly unknown[] | null }

/** One view of an object: one or more pictures, and their annotations. */
export type ManifestCanvas = {
  id: string
  label: string
  width: number | null
  height: number | null
  images: readonly PaintedImage[]
  /** Why there is no picture, if there is none. */
  without: SkipCode | null
  annotations: readonly AnnotationsAt[]
  rights: FoundRights
}

/** A manifest of version 2 or 3. */
export type Manifest = {
  is: 'manifest'
  id: string
  label: string
  rights: FoundRights
  canvases: readonly ManifestCanvas[]
  /** How many canvases are over the limit. */
  left: number
  /** Annotations of any of its canvases. */
  annotations: readonly AnnotationsAt[]
}

/** A collection, or one page of one. */
export type Collection = {
  is: 'collection'
  id: string
  manifests: readonly string[]
  collections: readonly string[]
  /** The next page; null at the end. */
  next: string | null
}

/** Annotations in a file of their own. */
export type AnnotationPage = {
  is: 'annotations'
  id: string
  annotations: readonly unknown[]
  next: string | null
}

/** Reads a document of the Presentation API, version 2 or 3. */
export function readIiif(value: unknown): Manifest | Collection | AnnotationPage | Fault {
  const fields = fieldsOf(value)
  const type = typeOf(value)
  if (type === 'Manifest') return readManifest(fields)
  if (type === 'Canvas') return { ...readManifest({ ...fields, items: [value], annotations: [] }) }
  if (type === 'Collection' || type === 'CollectionPage') return readCollection(fields)
  if (type === 'AnnotationPage' || type === 'AnnotationList') return readAnnotationPage(fields)
  if (type === 'AnnotationCollection' || type === 'Layer') return readAnnotationCollection(fields)
  return {
    fault:
      type === ''
        ? 'it is no IIIF document'
        : `it is a ${type.slice(0, 40)}, not a manifest or collection`,
  }
}

function readManifest(fields: JsonFields): Manifest {
  const [sequence] = listOf(fields['sequences']).map(fieldsOf)
  const canvases = listOf(fields['items'] ?? sequence?.['canvases'])
  const taken = canvases.slice(0, iiifLimits.canvasesPerManifest)
  return {
    is: 'manifest',
    id: idOf(fields),
    label: plainTextOf(fields['label']),
    rights: readRights(fields),
    canvases: taken.map((canvas) => readCanvas(fieldsOf(canvas))),
    left: canvases.length - taken.length,
    annotations: annotationsIn(fields),
  }
}

function readCanvas(fields: JsonFields): ManifestCanvas {
  const width = sizeOf(fields['width'])
  const height = sizeOf(fields['height'])
  const paintings = paintingsOf(fields).map((one) => readPainting(fieldsOf(one), { width, height }))
  const images = paintings.flatMap((one) => one.images).slice(0, iiifLimits.imagesPerCanvas)
  const others = paintings.flatMap((one) => one.others)
  const isMoving =
    others.some((type) => /^(Sound|Video|Audio|MovingImage)$/.test(type)) ||
    fields['duration'] !== undefined
  const without = isMoving ? 'canvas_of_sound_or_film' : 'canvas_without_picture'
  return {
    id: idOf(fields),
    label: plainTextOf(fields['label']),
    width,
    height,
    images,
    without: images.length === 0 ? without : null,
    annotations: annotationsIn(fields),
    rights: readRights(fields),
  }
}

// Version 3 paints with pages of annotations, version 2 with a list of images.
function paintingsOf(fields: JsonFields): unknown[] {
  const pages = listOf(fields['items']).flatMap((page) => listOf(fieldsOf(page)['items']))
  return [...pages, ...listOf(fields['images'])].slice(0, iiifLimits.imagesPerCanvas)
}

function annotationsIn(fields: JsonFields): AnnotationsAt[] {
  return [...listOf(fields['annotations']), ...listOf(fields['otherContent'])]
    .slice(0, iiifLimits.annotationPagesPerCanvas)
    .map((page) => ({ id: idOf(page), embedded: annotationsOf(fieldsOf(page)) }))
}

function annotationsOf(page: JsonFields): readonly unknown[] | null {
  const given = page['items'] ?? page['resources']
  return given === undefined ? null : listOf(given).slice(0, iiifLimits.annotationsPerPage)
}

function readAnnotationPage(fields: JsonFields): AnnotationPage {
  return {
    is: 'annotations',
    id: idOf(fields),
    annotations: annotationsOf(fields) ?? [],
    next: idOf(fields['next']) || null,
  }
}

function readAnnotationCollection(fields: JsonFields): AnnotationPage {
  const first = fieldsOf(fields['first'])
  const next = idOf(first['next']) || (annotationsOf(first) ? null : idOf(fields['first']) || null)
  return { is: 'annotations', id: idOf(fields), annotations: annotationsOf(first) ?? [], next }
}

function readCollection(fields: JsonFields): Collection {
  const manifests = new Set<string>()
  const collections = new Set<string>()
  const waiting: unknown[] = [...membersOf(fields)]
  for (let at = 0; at < waiting.length; at++) {
    const one = waiting[at]
    const inside = membersOf(fieldsOf(one))
    const type = typeOf(one)
    if (type === 'Manifest' || type === '') manifests.add(idOf(one))
    else if (type !== 'Collection') continue
    else if (inside.length === 0) collections.add(idOf(one))
    else waiting.push(...inside)
    if (manifests.size + waiting.length > iiifLimits.manifestsPerImport) break
  }
  const next =
    idOf(fields['next']) || (typeof fields['first'] === 'object' ? '' : idOf(fields['first']))
  const isNew = (id: string): boolean => id !== ''
  return {
    is: 'collection',
    id: idOf(fields),
    manifests: [...manifests].filter(isNew),
    collections: [...collections].filter(isNew),
    next: next || null,
  }
}

// A first page may be embedded in its collection.
function membersOf(fields: JsonFields): unknown[] {
  const named = [fields['manifests'], fields['collections'], fields['members'], fields['items']]
  return [...named, fieldsOf(fields['first'])['items']].flatMap(listOf)
}
