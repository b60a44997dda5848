import type { Kind } from '../../../kinds/kind.ts'
import type { ExportSession } from './session.ts'

/** A format that readings can be exported in: one file in this folder, and one line in the table of formats. */
export type ExportFormat = {
  /** The name it is asked for by. */
  name: string
  /** The content of readings that it can hold; anything if not set. */
  content?: Kind['content']
  write(session: ExportSession): Promise<void>
  /** Why it had nothing to write, if it has a reason of its own. */
  whyNothing?(session: ExportSession): Promise<string>
}
