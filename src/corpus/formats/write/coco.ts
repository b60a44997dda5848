import type { ExportFormat } from './format.ts'
import type { Item } from '../../../model/item.ts'
import type { Box } from '../../../model/region.ts'
import { pictureSizeOf, type PictureSize, type Source } from '../../../model/source.ts'
import { isExported, stateText } from './choice.ts'
import { onPicture, pictureShapeOf } from './picture-shape.ts'
import { countReading, type ExportSession, readItemsOf, sourcesOf, writeOut } from './session.ts'
import { rounded } from './reading-row.ts'

const idHexDigits = 13
const categoriesMax = 10_000

/** The numeric id that COCO needs: the same for the same thing in every export. */
export function idNumberOf(id: string): number {
  return Number.parseInt(id.slice(0, idHexDigits), 16)
}

type Entry = {
  id: number
  image_id: number
  category_id: number
  bbox: number[]
  area: number
  iscrowd: 0
  score?: number
  state: string
}

/** COCO: the classes of whole pictures. */
export const cocoExport: ExportFormat = {
  name: 'coco',
  content: 'class',
  write: (session) => exportCoco(session),
}

/** Writes classes as COCO: the archive's own with the exported ones, and a second file of those with scores. */
async function exportCoco(session: ExportSession): Promise<void> {
  const mediaType = 'application/json'
  const categories = new Map<string, number>()
  await writeOut(
    session,
    { path: 'annotations.json', mediaType },
    annotationsOf(session, categories),
  )
  await writeOut(session, { path: 'results.json', mediaType }, resultsOf(session, categories))
}

const annotationsOf = async function* (
  session: ExportSession,
  categories: Map<string, number>,
): AsyncGenerator<string> {
  const { corpus, version } = session.order
  const date = new Date(session.nowMs).toISOString()
  const info = { description: corpus.name, version: `Incipit ${version}`, date_created: date }
  const licences = new Map<string, number>()
  yield `{"info":${JSON.stringify(info)},"images":[`
  yield* listed(imagesOf(session, licences))
  yield '],"annotations":['
  yield* listed(entriesOf(session, categories))
  yield `],"categories":${JSON.stringify(named(categories))},"licenses":${JSON.stringify(named(licences))}}`
}

const imagesOf = async function* (session: ExportSession, licences: Map<string, number>) {
  for await (const source of sourcesOf(session)) {
    const size = pictureSizeOf(source.extent)
    if (size) yield imageOf(source, size, licences)
  }
}

function imageOf(
  source: Source,
  { widthPixels, heightPixels }: PictureSize,
  licences: Map<string, number>,
) {
  return {
    id: idNumberOf(source.id),
    file_name: source.origin,
    width: widthPixels,
    height: heightPixels,
    license: idIn(licences, source.licence),
    credit: source.credit,
    ...(source.iiif ? { iiif_canvas: source.iiif.id } : {}),
  }
}

const entriesOf = async function* (
  session: ExportSession,
  categories: Map<string, number>,
): AsyncGenerator<Entry> {
  for await (const source of sourcesOf(session)) {
    for (const read of onPicture(await readItemsOf(session, source), session)) {
      const { item, reading, extent } = read
      const at = pictureShapeOf(item.region, extent)
      if (!at) continue
      const { box } = at.shape
      if (reading && isExported(read, session.choice)) {
        countReading(session, reading.state)
        const score = rounded(reading.confidence)
        const category = idIn(categories, reading.text)
        yield { ...entryOf(item, box, category), score, state: stateText(reading, session.choice) }
      } else if (item.status === 'known' && item.label !== null)
        yield { ...entryOf(item, box, idIn(categories, item.label)), state: 'known' }
    }
  }
}

function entryOf({ id, sourceId }: Item, box: Box, category: number) {
  return {
    id: idNumberOf(id),
    image_id: idNumberOf(sourceId),
    category_id: category,
    bbox: [box.x, box.y, box.width, box.height],
    area: box.width * box.height,
    iscrowd: 0 as const,
  }
}

const resultsOf = async function* (
  session: ExportSession,
  categories: Map<string, number>,
): AsyncGenerator<string> {
  const scored = async function* () {
    // Already counted with the annotations.
    const uncounted = { ...session, counts: structuredClone(session.counts), missed: [] }
    for await (const { image_id, category_id, bbox, score } of entriesOf(uncounted, categories))
      if (score !== undefined) yield { image_id, category_id, bbox, score }
  }
  yield '['
  yield* listed(scored())
  yield ']'
}

const listed = async function* (values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '\n'
  for await (const value of values) {
    yield separator + JSON.stringify(value)
    separator = ',\n'
  }
}

function idIn(ids: Map<string, number>, name: string): number {
  const known = ids.get(name)
  if (known !== undefined) return known
  if (ids.size >= categoriesMax)
    throw new Error(`export: there are more than ${categoriesMax} classes`)
  ids.set(name, ids.size + 1)
  return ids.size
}

function named(ids: ReadonlyMap<string, number>) {
  return [...ids].map(([name, id]) => ({ id, name }))
}
