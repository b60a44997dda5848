import { goesHome, isDoubt, isHeldBack } from './choice.ts'
import { writeTableIfAny } from './csv.ts'
import { sourcesOf, type ExportDesk } from './desk.ts'
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
 * Writes where visitors read something else than the archive knows, where there is such a thing; and counts
 * the accepted readings that are left out because they are in quarantine.
 */
export const exportDoubts = (desk: ExportDesk): Promise<void> =>
  writeTableIfAny(desk, { name: 'doubts', columns: doubtColumns }, doubtRows(desk))

const doubtRows = async function* (desk: ExportDesk) {
  const { choice, world, order } = desk
  const { kind, textPolicy } = order.corpus
  const fold = (text: string): string =>
    kind === 'transcription' ? world.fold(text, textPolicy) : text
  const isSame = (a: string, b: string): boolean => fold(a) === fold(b)
  for await (const source of sourcesOf(desk)) {
    for (const read of await world.readings.ofSource(source.id)) {
      const { item, reading } = read
      if (!reading) continue
      const isLeftOut = goesHome(read, { ...choice, which: 'all' }) && !goesHome(read, choice)
      if (isLeftOut && isHeldBack(reading, choice)) desk.counts.heldBack += 1
      if (!isDoubt(read, choice, isSame)) continue
      desk.counts.doubts += 1
      yield {
        item_id: item.id,
        source: source.origin,
        region: item.region,
        archive_text: item.label,
        read_text: reading.text,
        state: reading.state,
        confidence: rounded(reading.confidence),
      }
    }
  }
}
