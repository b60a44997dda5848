import { cleanText } from '../../../text/clean-text.ts'
import type { Fault } from './encoding.ts'
import { detectedTable } from './detect-table.ts'
import type { ImportFormat } from './format.ts'
import { faultOfJson } from './json-size.ts'
import type { SkipCode } from '../../import/skips.ts'
import { tableLimits, type Table, type TableRow, type UnusablePart } from './table.ts'

/** COCO: the classes of whole pictures. */
export const coco: ImportFormat = {
  name: 'COCO',
  detect: (file) => {
    const text = file.json()
    const table = text && readCoco(text)
    return table && detectedTable(table)
  },
}

const cocoFaults = {
  part: { code: 'class_of_part' },
  picture: { code: 'row_unreadable', detail: 'its picture is not in the file' },
  category: { code: 'row_unreadable', detail: 'its category is not in the file' },
  broken: { code: 'row_unreadable', detail: 'it is not an annotation' },
} as const satisfies Record<string, { code: SkipCode; detail?: string }>

type CocoFault = keyof typeof cocoFaults

type Fields = Readonly<Record<string, unknown>>
type Picture = { name: string; width: number | null; height: number | null }
type Lists = { pictures: ReadonlyMap<unknown, Picture>; categories: ReadonlyMap<unknown, string> }

/** A box that covers at least this share of its picture means the whole picture. */
const wholeShareMin = 0.95

/**
 * Reads COCO from UTF-8: each annotation of a whole picture is its class, doubtful if it has a score. Null if
 * the file is something else. Rows are made as they are asked for.
 */
export function readCoco(bytes: Buffer): Table | Fault | null {
  if (!bytes.includes('"annotations"') || !bytes.includes('"categories"')) return null
  const fault = faultOfJson(bytes)
  if (fault) return fault
  const { images, categories, annotations } = fieldsOf(parseJson(bytes))
  if (!Array.isArray(images) || !Array.isArray(categories) || !Array.isArray(annotations))
    return null
  if (Math.max(images.length, annotations.length) > tableLimits.rows)
    return { fault: 'it has more than 1 million images or annotations' }
  const lists = { pictures: picturesOf(images), categories: namesOf(categories) }
  const rows = { [Symbol.iterator]: () => readRows(annotations, lists) }
  return { rows, hasReadings: true, unusable: findUnusable(annotations, lists) }
}

const readRows = function* (annotations: readonly unknown[], lists: Lists): Generator<TableRow> {
  for (const annotation of annotations) {
    const row = readAnnotation(fieldsOf(annotation), lists)
    if (typeof row !== 'string') yield row
  }
}

function findUnusable(annotations: readonly unknown[], lists: Lists): UnusablePart[] {
  const unusable = new Map<CocoFault, UnusablePart>()
  for (const [place, annotation] of annotations.entries()) {
    const row = readAnnotation(fieldsOf(annotation), lists)
    if (typeof row !== 'string') continue
    const known = unusable.get(row)
    if (known) known.count += 1
    else unusable.set(row, { ...cocoFaults[row], count: 1, where: `annotation ${place + 1}` })
  }
  return [...unusable.values()]
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return null
  }
}

const noFields: Fields = {}
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : noFields
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function picturesOf(images: readonly unknown[]): Map<unknown, Picture> {
  const pictures = new Map<unknown, Picture>()
  for (const image of images) {
    const { id, file_name: name, width, height } = fieldsOf(image)
    if (typeof name === 'string' && name.trim() !== '')
      pictures.set(id, { name, width: numberOf(width), height: numberOf(height) })
  }
  return pictures
}

// Ids are whatever the file says: not in sequence, and not always numbers.
function namesOf(categories: readonly unknown[]): Map<unknown, string> {
  const names = new Map<unknown, string>()
  for (const category of categories) {
    const { id, name } = fieldsOf(category)
    const clean = typeof name === 'string' ? cleanText(name) : null
    if (clean !== null) names.set(id, clean)
  }
  return names
}

function readAnnotation(annotation: Fields, lists: Lists): TableRow | CocoFault {
  const { image_id: pictureId, category_id: categoryId, bbox, score } = annotation
  if (pictureId === undefined || categoryId === undefined) return 'broken'
  const picture = lists.pictures.get(pictureId)
  if (!picture) return 'picture'
  const text = lists.categories.get(categoryId)
  if (text === undefined) return 'category'
  if (!isWhole(bbox, picture)) return 'part'
  const given = numberOf(score)
  const confidence = given === null ? null : Math.min(1, Math.max(0, given))
  return {
    pictureName: picture.name,
    content: 'class',
    text,
    confidence,
    isDoubted: score !== undefined && score !== null,
  }
}

// Without a box, the class is the picture's; without the picture's size, no box is known to cover all of it.
function isWhole(bbox: unknown, { width, height }: Picture): boolean {
  if (!Array.isArray(bbox) || bbox.length === 0) return true
  const [, , boxWidth, boxHeight] = bbox.map(numberOf)
  if (!width || !height || !boxWidth || !boxHeight) return false
  return boxWidth * boxHeight >= wholeShareMin * width * height
}
