import type { Web } from '../../model/web.ts'
import type { ImportContext } from '../import/session.ts'
import { reportOf, type ImportRefusal, type ImportReport } from '../import/folder.ts'
import { refuseUnknownKind } from '../import/refuse.ts'
import { openSkipList } from '../import/skips.ts'
import { openImportTally } from '../import/tally.ts'
import { importIiif, stoppedBy, type IiifOrder } from './import-iiif.ts'
import { webLimits } from './limits.ts'
import { openWebLoader, readDocument } from './loader.ts'

/** A file at an address that is not a IIIF document; it is opened like one of the operator's own. */
export type FetchedFile = { file: string }

const headBytes = 1_024
const stoppedEarly =
  'Stopped before anything was imported; the same command goes on with what is fetched.'

/** Imports what is at an address: a IIIF manifest or collection, or else a file for others to open. */
export async function importAddress(
  address: string,
  order: IiifOrder,
  { context, web }: { context: ImportContext; web: Web },
): Promise<ImportReport | ImportRefusal | FetchedFile> {
  const unknown = await refuseUnknownKind(order, context)
  if (unknown) return unknown
  const startedAtMs = context.clock()
  const found = await web.fetch(address, webLimits.start)
  if (order.isStopped?.()) return { refused: stoppedEarly }
  if ('fault' in found) return { refused: `${address} gives nothing: ${found.fault}.` }
  if (!beginsLikeJson(await found.read(headBytes))) return { file: found.path }
  const start = await readDocument(web, address)
  if (order.isStopped?.()) return { refused: stoppedEarly }
  if ('fault' in start) return { refused: `${address} cannot be used: ${start.fault}.` }
  const skips = openSkipList()
  const tally = openImportTally()
  const ended = await importIiif(start, {
    order,
    context,
    loader: openWebLoader(web),
    skips,
    tally,
  })
  const seconds = (context.clock() - startedAtMs) / 1_000
  const report = reportOf(order.corpus, { tally, skipped: skips.rows(), seconds })
  return stoppedBy(ended, report) ?? report
}

function beginsLikeJson(head: Buffer): boolean {
  return /^(\uFEFF|ÿþ|þÿ|ï»¿)?\s*[[{]/.test(head.toString('latin1').replaceAll('\0', ''))
}
