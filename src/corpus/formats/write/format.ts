import type { KindName } from '../../../model/item.ts'
import type { ExportSession } from './session.ts'

/** A format that readings can be exported in: one file in this folder, and one line in the table of formats. */
export type ExportFormat = {
  /** Its name, as it is asked for. */
  name: string
  /** The kinds of corpora that it can hold. */
  kinds: readonly KindName[]
  write(session: ExportSession): Promise<void>
  /** Why it had nothing to write, where that has a reason of its own. */
  whyNothing?(session: ExportSession): Promise<string>
}
