import { kindNamed, type Kind, type Kinds } from '../../../kinds/kind.ts'
import type { Corpus } from '../../../model/corpus.ts'
import type { ExportFormat } from './format.ts'
import { describeExport } from './descriptor.ts'
import type { Counts, ExportSession, ExportOrder, ExportContext, Missed } from './session.ts'
import { exportDoubts } from './doubts.ts'
import { exportWithdrawn } from './withdrawn.ts'

/** What an export wrote. */
export type ExportReport = Counts & {
  corpus: string
  format: string
  sources: number
  licences: string[]
  credits: string[]
  /** Its readings need to be settled again, because rules or the pool of known items have changed. */
  isStale: boolean
  /** The service has stopped acceptance because of an attack. */
  isStopped: boolean
  /** The first thousand things that could not be exported. */
  missed: Missed[]
  missedCount: number
}

const nounOf = {
  text: 'texts',
  class: 'classes',
  other: 'other readings',
  nothing: 'synthetic speech',
} as const

/**
 * Writes the readings of a corpus into a folder, source after source, with a descriptor that names licences,
 * credits and counts. The folder appears whole or not at all. Nothing in it is about a visitor.
 */
export async function exportCorpus(
  order: ExportOrder & { format: ExportFormat },
  context: ExportContext,
): Promise<ExportReport | { refused: string }> {
  const { corpus, format, out } = order
  const refused = refuseContent(format, corpus, context.kinds)
  if (refused !== null) {
    await out.abandon()
    return { refused }
  }
  const session = openSession(order, context, kindNamed(context.kinds, corpus.kind))
  try {
    await format.write(session)
    await exportWithdrawn(session)
    await exportDoubts(session)
    if (session.counts.files === 0 && session.missedCount === 0) {
      await out.abandon()
      return { refused: (await format.whyNothing?.(session)) ?? whyNothing(session) }
    }
    const { licences, credits, sources, isStale, isStopped } = await describeExport(session)
    await out.finish()
    const { counts, missed, missedCount } = session
    const rights = { licences: [...licences], credits: [...credits.keys()] }
    const facts = { sources, ...rights, isStale, isStopped, missed, missedCount }
    return { corpus: corpus.name, format: format.name, ...counts, ...facts }
  } catch (cause) {
    await out.abandon()
    throw cause
  }
}

/** Why a format does not hold the readings of a corpus; null if it does. */
export function refuseContent(
  { name, content }: ExportFormat,
  corpus: Corpus,
  kinds: Kinds,
): string | null {
  const kind = kindNamed(kinds, corpus.kind)
  if (kind.content === 'nothing')
    return `“${corpus.name}” is a corpus of synthetic speech, which has nothing to export.`
  return content === undefined || content === kind.content
    ? null
    : `“${corpus.name}” is a corpus of ${nounOf[kind.content]}, which do not go into ${name}.`
}

function whyNothing({ order, counts }: ExportSession): string {
  const held =
    counts.heldBack === 0 ? '' : ` ${counts.heldBack} accepted readings are in quarantine.`
  return `“${order.corpus.name}” has nothing yet to be exported as ${order.format.name}.${held}`
}

function openSession(order: ExportOrder, context: ExportContext, kind: Kind): ExportSession {
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
    kind,
    nowMs,
    choice: { which: order.which, stopRules: order.corpus.stopRules, nowMs },
    counts: { files: 0, readings, heldBack: 0, withdrawn: 0, doubts: 0 },
    files: [],
    missed: [],
    missedCount: 0,
  }
}
