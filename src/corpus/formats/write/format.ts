import type { Kind } from '../../../kinds/kind.ts'
import type { ExportSession } from './session.ts'

/** A format that readings can be exported in: one file in this folder, and one line in the table of formats. */
export type ExportFormat = {
  /** Its name, as it is asked for. */
  name: string
  /** What it can hold of readings; anything where it does not say. */
  content?: Kind['content']
  write(session: ExportSession): Promise<void>
  /** Why it had nothing to write, where that has a reason of its own. */
  whyNothing?(session: ExportSession): Promise<string>
}
