import { isExported, isDoubt, isHeldBack } from './choice.ts'
import { writeTableIfAny } from './csv.ts'
import { readItemsOf, sourcesOf, type ExportSession } from './session.ts'
import { rounded } from './reading-row.ts'

const doubtColumns = {
  item_id: 'string',
  source: 'string',
  region: 'string',
  archive_text: 'string',
  read_text: 'string',
  state: 'string',
  confidence: 'number',
} as const

/**
 * Writes where visitors read something other than the archive knows, if anywhere, and counts the accepted
 * readings that are left out because they are in quarantine.
 */
export function exportDoubts(session: ExportSession): Promise<void> {
  return writeTableIfAny(session, { name: 'doubts', columns: doubtColumns }, doubtRows(session))
}

const doubtRows = async function* (session: ExportSession) {
  const { choice, kind, order } = session
  const { keyOf } = kind.agreement(order.corpus.textPolicy)
  const isSame = (a: string, b: string): boolean => keyOf(a) === keyOf(b)
  for await (const source of sourcesOf(session)) {
    for (const read of await readItemsOf(session, source)) {
      const { item, reading } = read
      if (!reading) continue
      const isLeftOut = isExported(read, { ...choice, which: 'all' }) && !isExported(read, choice)
      if (isLeftOut && isHeldBack(reading, choice)) session.counts.heldBack += 1
      if (!isDoubt(read, choice, isSame)) continue
      session.counts.doubts += 1
      yield {
        item_id: item.id,
        source: source.origin,
        region: item.regionName,
        archive_text: item.label,
        read_text: reading.text,
        state: reading.state,
        confidence: rounded(reading.confidence),
      }
    }
  }
}
