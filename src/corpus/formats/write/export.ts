import { exportCoco } from './coco.ts'
import { exportCsv, exportJsonLines } from './csv.ts'
import { describeExport } from './descriptor.ts'
import type {
  Counts,
  ExportSession,
  ExportFormat,
  ExportOrder,
  ExportContext,
  Missed,
} from './session.ts'
import { exportDocuments } from './documents.ts'
import { exportDoubts } from './doubts.ts'
import { exportTei } from './tei.ts'
import { exportIiif, exportWebAnnotation } from './web-annotation.ts'
import { exportWithdrawn } from './withdrawn.ts'
import type { DocumentFormat } from '../../../model/document.ts'
import type { KindName } from '../../../model/item.ts'

/** What an export wrote. */
export type ExportReport = Counts & {
  corpus: string
  format: ExportFormat
  sources: number
  licences: string[]
  credits: string[]
  /** Its readings are to be settled anew, because rules or the pool of known items have changed. */
  isStale: boolean
  /** The first thousand things that could not be exported. */
  missed: Missed[]
  missedCount: number
}

const documentsPerBatch = 100

type Writer = { kinds: readonly KindName[]; write: (session: ExportSession) => Promise<void> }

const both = ['transcription', 'classification'] as const

const writers: Readonly<Record<ExportFormat, Writer>> = {
  page: { kinds: ['transcription'], write: (session) => exportDocuments(session, 'PAGE') },
  alto: { kinds: ['transcription'], write: (session) => exportDocuments(session, 'ALTO') },
  iiif: { kinds: both, write: exportIiif },
  webannotation: { kinds: both, write: exportWebAnnotation },
  tei: { kinds: ['transcription'], write: exportTei },
  csv: { kinds: both, write: exportCsv },
  jsonl: { kinds: both, write: exportJsonLines },
  coco: { kinds: ['classification'], write: exportCoco },
}

/**
 * Writes the readings of a corpus into a folder, source after source, with a descriptor that names licences,
 * credits and counts. The folder is there whole or not at all. Nothing of it tells of a visitor.
 */
export async function exportCorpus(
  order: ExportOrder,
  context: ExportContext,
): Promise<ExportReport | { refused: string }> {
  const { corpus, format, out } = order
  const writer = writers[format]
  if (!writer.kinds.includes(corpus.kind)) {
    await out.abandon()
    return {
      refused: `“${corpus.name}” is a corpus of ${corpus.kind === 'transcription' ? 'texts' : 'classes'}, which do not go into ${format}.`,
    }
  }
  const session = openSession(order, context)
  try {
    await writer.write(session)
    await exportWithdrawn(session)
    await exportDoubts(session)
    if (session.counts.files === 0 && session.missedCount === 0) {
      await out.abandon()
      return { refused: await whyNothing(session) }
    }
    const { licences, credits, sources, isStale } = await describeExport(session)
    await out.finish()
    const { counts, missed, missedCount } = session
    const rights = { licences: [...licences], credits: [...credits.keys()] }
    const told = { sources, ...rights, isStale, missed, missedCount }
    return { corpus: corpus.name, format, ...counts, ...told }
  } catch (cause) {
    await out.abandon()
    throw cause
  }
}

async function whyNothing({ order, context, counts }: ExportSession): Promise<string> {
  const { corpus, format } = order
  if (format === 'page' || format === 'alto') {
    const other = format === 'page' ? 'ALTO' : 'PAGE'
    const instead = (await hasDocument(context, corpus.name, other))
      ? `The archive’s files are ${other}: export them as ${other.toLowerCase()}.`
      : 'It was imported from other files: export it as tei, csv or jsonl.'
    return `“${corpus.name}” has no ${format.toUpperCase()} file that could be given back. ${instead}`
  }
  const held =
    counts.heldBack === 0 ? '' : ` ${counts.heldBack} accepted readings are in quarantine.`
  return `“${corpus.name}” has nothing yet to be exported as ${format}.${held}`
}

async function hasDocument(
  { documents }: ExportContext,
  corpus: string,
  wanted: DocumentFormat,
): Promise<boolean> {
  let after = ''
  for (;;) {
    const batch = await documents.list(corpus, after, documentsPerBatch)
    if (batch.some(({ format }) => format === wanted)) return true
    const last = batch.at(-1)
    if (!last) return false
    after = last.path
  }
}

function openSession(order: ExportOrder, context: ExportContext): ExportSession {
  const nowMs = context.clock()
  const readings = {
    open: 0,
    provisional: 0,
    accepted: 0,
    contested: 0,
    unreadable: 0,
    rejected: 0,
  }
  return {
    order,
    context,
    nowMs,
    choice: { which: order.which, stopRules: order.corpus.stopRules, nowMs },
    counts: { files: 0, readings, heldBack: 0, withdrawn: 0, doubts: 0 },
    files: [],
    missed: [],
    missedCount: 0,
  }
}
