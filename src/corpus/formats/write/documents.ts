import type { Corpus } from '../../../model/corpus.ts'
import type { Document } from '../../../model/document.ts'
import type { ReadItem } from '../../../model/reading.ts'
import type { Fault } from '../read/encoding.ts'
import { countReading, miss, writeOut, type ExportContext, type ExportSession } from './session.ts'
import { isExported } from './choice.ts'
import { regionTextsOf, type RegionText } from './region-texts.ts'
import type { Rewritten, Stamp } from './stamp.ts'

/** Writes texts into a file of the archive and changes nothing else in it. */
export type Rewrite = (
  bytes: Uint8Array,
  texts: readonly RegionText[],
  stamp: Stamp,
) => Rewritten | Fault

const documentsPerBatch = 100

/** Returns the archive's own files of one format under their own paths, with the readings in them. */
export async function exportDocuments(
  session: ExportSession,
  format: string,
  rewrite: Rewrite,
): Promise<void> {
  const { order, context } = session
  const { organisation, name } = order.corpus
  let after = ''
  for (;;) {
    const batch = await context.documents.list(organisation, name, after, documentsPerBatch)
    for (const document of batch)
      if (document.format === format) await exportDocument(session, document, rewrite)
    const last = batch.at(-1)
    if (!last) return
    after = last.path
    order.onProgress?.(session.counts.files)
  }
}

async function exportDocument(
  session: ExportSession,
  { path, fileId }: Document,
  rewrite: Rewrite,
): Promise<void> {
  const { order, context, nowMs } = session
  const bytes = await context.files.get(fileId)
  if (!bytes) return miss(session, { what: path, why: 'the file is not in the store any more' })
  const { organisation, name } = order.corpus
  const items = await context.readings.ofDocument(organisation, name, path)
  const texts = regionTextsOf(path, items, session.choice)
  const written = rewrite(bytes, texts, { version: order.version, nowMs })
  if ('fault' in written) return miss(session, { what: path, why: written.fault })
  for (const region of written.missed)
    miss(session, { what: `${path}#${region}`, why: 'the reading has no place in the file' })
  if (!(await writeOut(session, { path, mediaType: 'application/xml' }, [written.bytes]))) return
  countReadings(session, path, { items, missed: new Set(written.missed) })
}

// A reading that was written into a second file as well counts once.
function countReadings(
  session: ExportSession,
  path: string,
  { items, missed }: { items: readonly ReadItem[]; missed: ReadonlySet<string> },
): void {
  const regions = new Map(items.map(({ item }) => [item.id, item.regionName]))
  for (const read of items) {
    if (!isExported(read, session.choice) || !read.reading) continue
    const { lineId, regionName } = read.item
    const own = lineId === null ? regionName : (regions.get(lineId) ?? '')
    if (own.startsWith(`${path}#`) && !missed.has(own.slice(path.length + 1)))
      countReading(session, read.reading.state)
  }
}

/** Why no file of a format could be returned; `other` is the other format that files are returned in. */
export async function whyNoDocuments(
  { order, context }: ExportSession,
  { format, other }: { format: string; other: string },
): Promise<string> {
  const { name } = order.corpus
  const instead = (await hasDocument(context, order.corpus, other))
    ? `The archive’s files are ${other}: export them as ${other.toLowerCase()}.`
    : 'It was imported from other files: export it as tei, csv or jsonl.'
  return `“${name}” has no ${format} file that could be given back. ${instead}`
}

async function hasDocument(
  { documents }: ExportContext,
  { organisation, name }: Corpus,
  wanted: string,
): Promise<boolean> {
  let after = ''
  for (;;) {
    const batch = await documents.list(organisation, name, after, documentsPerBatch)
    if (batch.some(({ format }) => format === wanted)) return true
    const last = batch.at(-1)
    if (!last) return false
    after = last.path
  }
}
