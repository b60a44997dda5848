import type { ExportFormat } from './format.ts'
import type { Item } from '../../../model/item.ts'
import { boxOf } from '../../../model/region.ts'
import { pictureSizeOf, type PictureSize, type Source } from '../../../model/source.ts'
import type { ReadItem, Reading, ReadingState } from '../../../model/reading.ts'
import { isExported, isHeldBack, type Choice } from './choice.ts'
import { onPicture, pictureShapeOf } from './picture-shape.ts'
import {
  countReading,
  dayOf,
  type ExportSession,
  readItemsOf,
  sourcesOf,
  writeOut,
} from './session.ts'
import { licenceUrl } from './licence-url.ts'
import { mergeWords, wordsIn } from './region-texts.ts'
import { escapeAttribute, escapeXml } from './splice.ts'

/** A line of the text; `reads` are the readings in it. */
type Line = { item: Item; text: string; resp: string; reads: readonly ReadItem[] }

const certainties: Readonly<Record<ReadingState, string>> = {
  accepted: 'high',
  provisional: 'medium',
  contested: 'low',
  open: 'unknown',
  unreadable: 'unknown',
  rejected: 'unknown',
}

/** TEI: an edition of the texts. */
export const teiExport: ExportFormat = {
  name: 'tei',
  content: 'text',
  write: (session) => exportTei(session),
}

/** Writes one TEI P5 file with facsimile zones and its text for each source that has readings. */
async function exportTei(session: ExportSession): Promise<void> {
  for await (const source of sourcesOf(session)) {
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
  const certainty = isHeldBack(reading, choice) ? 'medium' : certainties[reading.state]
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
    headerOf(session, source),
    facsimileOf(source, lines),
    textOf(session, lines),
    '</TEI>',
    '',
  ].join('\n')
}

function headerOf({ order, nowMs }: ExportSession, source: Source): string {
  const { licence, credit, creditUrl, origin, iiif } = source
  const url = licenceUrl(licence)
  const target = url === null ? '' : ` target="${escapeAttribute(url)}"`
  const from = iiif?.id ?? creditUrl
  return [
    '<teiHeader>',
    `<fileDesc><titleStmt><title>${escapeXml(origin)}</title>`,
    '<respStmt xml:id="volunteers"><resp>transcription</resp><name>volunteers</name></respStmt>',
    `<respStmt xml:id="incipit"><resp>agreement of their readings</resp><name type="software">Incipit</name></respStmt>`,
    '<respStmt xml:id="machine"><resp>automatic transcription</resp><name>a machine, named by the archive</name></respStmt>',
    '</titleStmt>',
    `<publicationStmt><publisher>${escapeXml(credit)}</publisher><date when="${dayOf(nowMs)}"/>`,
    `<availability><licence${target}>${escapeXml(licence)}</licence></availability></publicationStmt>`,
    `<sourceDesc><bibl><title>${escapeXml(origin)}</title>`,
    `<publisher>${escapeXml(credit)}</publisher>`,
    ...(from === null ? [] : [`<ptr target="${escapeAttribute(from)}"/>`]),
    '</bibl></sourceDesc></fileDesc>',
    `<encodingDesc><appInfo><application ident="Incipit" version="${escapeAttribute(order.version)}">`,
    '<label>Incipit</label></application></appInfo></encodingDesc>',
    `<profileDesc><langUsage><language ident="${escapeAttribute(order.corpus.language)}"/></langUsage></profileDesc>`,
    '</teiHeader>',
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
