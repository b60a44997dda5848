import type { Item, Source } from '../../model/item.ts'
import { goesHome, stateText } from './choice.ts'
import { countReading, sourcesOf, writeOut, type ExportDesk } from './desk.ts'
import { rounded } from './reading-row.ts'

const idHexDigits = 13
const categoriesMax = 10_000

/** The number that COCO wants for an id: the same for the same thing in every export. */
export const numberOf = (id: string): number => Number.parseInt(id.slice(0, idHexDigits), 16)

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

/** Writes classes as COCO: the archive's own and those that go home, and beside it the latter with their scores. */
export const exportCoco = async (desk: ExportDesk): Promise<void> => {
  const mediaType = 'application/json'
  const categories = new Map<string, number>()
  await writeOut(desk, { path: 'annotations.json', mediaType }, annotationsOf(desk, categories))
  await writeOut(desk, { path: 'results.json', mediaType }, resultsOf(desk, categories))
}

const annotationsOf = async function* (
  desk: ExportDesk,
  categories: Map<string, number>,
): AsyncGenerator<string> {
  const { corpus, version } = desk.order
  const date = new Date(desk.nowMs).toISOString()
  const info = { description: corpus.name, version: `Incipit ${version}`, date_created: date }
  const licences = new Map<string, number>()
  yield `{"info":${JSON.stringify(info)},"images":[`
  yield* listed(imagesOf(desk, licences))
  yield '],"annotations":['
  yield* listed(entriesOf(desk, categories))
  yield `],"categories":${JSON.stringify(named(categories))},"licenses":${JSON.stringify(named(licences))}}`
}

const imagesOf = async function* (desk: ExportDesk, licences: Map<string, number>) {
  for await (const source of sourcesOf(desk)) yield imageOf(source, licences)
}

const imageOf = (source: Source, licences: Map<string, number>) => ({
  id: numberOf(source.id),
  file_name: source.origin,
  width: source.widthPixels,
  height: source.heightPixels,
  license: idIn(licences, source.licence),
  credit: source.credit,
  ...(source.iiif ? { iiif_canvas: source.iiif.id } : {}),
})

const entriesOf = async function* (
  desk: ExportDesk,
  categories: Map<string, number>,
): AsyncGenerator<Entry> {
  for await (const source of sourcesOf(desk)) {
    for (const read of await desk.world.readings.ofSource(source.id)) {
      const { item, reading } = read
      if (reading && goesHome(read, desk.choice)) {
        countReading(desk, reading.state)
        const score = rounded(reading.confidence)
        const category = idIn(categories, reading.text)
        yield { ...entryOf(item, category), score, state: stateText(reading, desk.choice) }
      } else if (item.status === 'known' && item.label !== null)
        yield { ...entryOf(item, idIn(categories, item.label)), state: 'known' }
    }
  }
}

const entryOf = ({ id, sourceId, box }: Item, category: number) => ({
  id: numberOf(id),
  image_id: numberOf(sourceId),
  category_id: category,
  bbox: [box.x, box.y, box.width, box.height],
  area: box.width * box.height,
  iscrowd: 0 as const,
})

const resultsOf = async function* (
  desk: ExportDesk,
  categories: Map<string, number>,
): AsyncGenerator<string> {
  const scored = async function* () {
    // Counted once already, with the annotations.
    const uncounted = { ...desk, counts: structuredClone(desk.counts) }
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

const idIn = (ids: Map<string, number>, name: string): number => {
  const known = ids.get(name)
  if (known !== undefined) return known
  if (ids.size >= categoriesMax)
    throw new Error(`export: there are more than ${categoriesMax} classes`)
  ids.set(name, ids.size + 1)
  return ids.size
}

const named = (ids: ReadonlyMap<string, number>) => [...ids].map(([name, id]) => ({ id, name }))
