import type { ExportFormat } from './format.ts'
import type { Item } from '../../../model/item.ts'
import { boxOf } from '../../../model/region.ts'
import { pictureSizeOf, type PictureSize, type Source } from '../../../model/source.ts'
import type { ReadItem, Reading } from '../../../model/reading.ts'
import { isExported, type Choice } from './choice.ts'
import { onPicture, pictureShapeOf } from './picture-shape.ts'
import { countReading, type ExportSession, readItemsOf, sourcesOf, writeOut } from './session.ts'
import { mergeWords, wordsIn } from './region-texts.ts'
import { escapeAttribute, escapeXml } from './splice.ts'
import { certaintyOf } from './tei-certainty.ts'
import { teiHeader } from './tei-header.ts'
import { exportSpokenTei } from './tei-spoken.ts'

/** A line of the text; `reads` are the readings in it. */
type Line = { item: Item; text: string; resp: string; reads: readonly ReadItem[] }

/** TEI: an edition of the texts. */
export const teiExport: ExportFormat = {
  name: 'tei',
  content: 'text',
  write: (session) => exportTei(session),
}

// One file for each source that has readings: of a picture, with the zones of its facsimile.
async function exportTei(session: ExportSession): Promise<void> {
  for await (const source of sourcesOf(session)) {
    if ('durationMs' in source.extent) {
      await exportSpokenTei(session, source)
      continue
    }
    const items = await readItemsOf(session, source)
    const lines = linesOf(onPicture(items, session), session)
    const reads = lines.flatMap((line) => line.reads)
    const size = pictureSizeOf(source.extent)
    if (!size || reads.length === 0) continue
    const facts = { path: `${source.id}.xml`, mediaType: 'application/tei+xml' }
    if (!(await writeOut(session, facts, [teiOf(session, { ...source, size }, lines)]))) continue
    for (const { reading } of reads) if (reading) countReading(session, reading.state)
  }
}

// The archive's own texts and the exported ones, in reading order; a machine's only when doubts are included.
function linesOf(items: readonly ReadItem[], { choice }: ExportSession): Line[] {
  return items
    .filter(({ item: { lineId, stage } }) => lineId === null && stage !== 'dropped')
    .toSorted((a, b) => compareOrder(a.item, b.item))
    .flatMap((read) => {
      const { item, reading } = read
      if (reading && isExported(read, choice))
        return [{ item, ...settledLine(reading, choice), reads: [read] }]
      const words = items.filter((of) => of.item.lineId === item.id && isExported(of, choice))
      if (words.length > 0) return mergedLine(read, words)
      if (item.label === null) return []
      if (item.status === 'known') return [{ item, text: item.label, resp: '', reads: [] }]
      return choice.which === 'all'
        ? [{ item, text: item.label, resp: ' resp="#machine" cert="low"', reads: [] }]
        : []
    })
}

function settledLine(reading: Reading, choice: Choice) {
  const certainty = certaintyOf(reading, choice)
  return { text: reading.text, resp: ` resp="#volunteers" cert="${certainty}"` }
}

function mergedLine(line: ReadItem, words: readonly ReadItem[]): Line[] {
  const { item } = line
  const text = mergeWords(item.label ?? '', wordsIn(line, words))
  return text === null
    ? []
    : [{ item, text, resp: ' resp="#volunteers" cert="unknown"', reads: words }]
}

function compareOrder(a: Item, b: Item): number {
  const [one, other] = [cornerOf(a), cornerOf(b)]
  const byNumber = (a.readingOrder ?? 0) - (b.readingOrder ?? 0)
  return byNumber || one.y - other.y || one.x - other.x
}

function cornerOf({ region }: Item): { x: number; y: number } {
  return boxOf(region) ?? { x: 0, y: 0 }
}

/** A source that is a picture. */
type Page = Source & { size: PictureSize }

function teiOf(session: ExportSession, source: Page, lines: readonly Line[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
    teiHeader(session, source),
    facsimileOf(source, lines),
    textOf(session, lines),
    '</TEI>',
    '',
  ].join('\n')
}

function facsimileOf({ size, origin, iiif }: Page, lines: readonly Line[]): string {
  const { widthPixels, heightPixels } = size
  const url = iiif?.image ?? encodeURI(origin)
  return [
    `<facsimile><surface ulx="0" uly="0" lrx="${widthPixels}" lry="${heightPixels}">`,
    `<graphic url="${escapeAttribute(url)}" width="${widthPixels}px" height="${heightPixels}px"/>`,
    ...lines.map(({ item }) => zoneOf(item, size)),
    '</surface></facsimile>',
  ].join('\n')
}

function zoneOf({ id, region, level }: Item, size: PictureSize): string {
  const shape = pictureShapeOf(region, size)?.shape
  if (!shape) return ''
  const { x, y, width, height } = shape.box
  const { polygon } = shape
  const edges = `ulx="${x}" uly="${y}" lrx="${x + width}" lry="${y + height}"`
  const outlined = polygon && polygon.length > 2 ? polygon : null
  const points = outlined
    ? ` points="${outlined.map((point) => `${point.x},${point.y}`).join(' ')}"`
    : ''
  return `<zone xml:id="z-${id}" type="${level}" ${edges}${points}/>`
}

function textOf({ order }: ExportSession, lines: readonly Line[]): string {
  const language = order.corpus.language
  const lang = language === 'und' ? '' : ` xml:lang="${escapeAttribute(language)}"`
  const written = lines.map(({ item, text, resp }) => {
    const facs = ` facs="#z-${item.id}"`
    return item.level === 'word'
      ? `<w${facs}${resp}>${escapeXml(text)}</w>`
      : `<lb${facs}/><seg${resp}>${escapeXml(text)}</seg>`
  })
  return `<text${lang}><body><div><ab>\n${written.join('\n')}\n</ab></div></body></text>`
}
