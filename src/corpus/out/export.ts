import { exportCoco } from './coco.ts'
import { exportCsv, exportJsonLines } from './csv.ts'
import { describeExport } from './descriptor.ts'
import type { ExportDesk, ExportFormat, ExportOrder, ExportWorld, Missed } from './desk.ts'
import { exportDocuments } from './documents.ts'
import { exportTei } from './tei.ts'
import { exportIiif, exportWebAnnotation } from './web-annotation.ts'
import type { ItemKind } from '../../model/item.ts'
import type { ReadingState } from '../../model/reading.ts'

/** What an export wrote. */
export type ExportReport = {
  corpus: string
  format: ExportFormat
  files: number
  sources: number
  readings: Record<ReadingState, number>
  licences: string[]
  credits: string[]
  /** The first thousand things that could not be exported. */
  missed: Missed[]
  missedCount: number
}

type Writer = { kinds: readonly ItemKind[]; write: (desk: ExportDesk) => Promise<void> }

const both = ['transcription', 'classification'] as const

const writers: Readonly<Record<ExportFormat, Writer>> = {
  page: { kinds: ['transcription'], write: (desk) => exportDocuments(desk, 'PAGE') },
  alto: { kinds: ['transcription'], write: (desk) => exportDocuments(desk, 'ALTO') },
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
export const exportCorpus = async (
  order: ExportOrder,
  world: ExportWorld,
): Promise<ExportReport | { refused: string }> => {
  const { corpus, format, out } = order
  const writer = writers[format]
  if (!writer.kinds.includes(corpus.kind)) {
    await out.abandon()
    return {
      refused: `“${corpus.name}” is a corpus of ${corpus.kind === 'transcription' ? 'texts' : 'classes'}, which do not go into ${format}.`,
    }
  }
  const desk = openDesk(order, world)
  try {
    await writer.write(desk)
    const wrote = desk.counts.files
    if (wrote === 0 && desk.missedCount === 0) {
      await out.abandon()
      return { refused: `“${corpus.name}” has nothing yet to be exported as ${format}.` }
    }
    const { licences, credits, sources } = await describeExport(desk)
    await out.finish()
    const { counts, missed, missedCount } = desk
    const rights = { licences: [...licences], credits: [...credits.keys()] }
    return { corpus: corpus.name, format, ...counts, sources, ...rights, missed, missedCount }
  } catch (cause) {
    await out.abandon()
    throw cause
  }
}

const openDesk = (order: ExportOrder, world: ExportWorld): ExportDesk => ({
  order,
  world,
  nowMs: world.clock(),
  counts: { files: 0, readings: { open: 0, provisional: 0, accepted: 0, contested: 0 } },
  files: [],
  missed: [],
  missedCount: 0,
})
