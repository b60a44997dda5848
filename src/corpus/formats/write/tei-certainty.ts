import type { Reading, ReadingState } from '../../../model/reading.ts'
import { isHeldBack, type Choice } from './choice.ts'

const certainties: Readonly<Record<ReadingState, string>> = {
  accepted: 'high',
  provisional: 'medium',
  contested: 'low',
  open: 'unknown',
  unreadable: 'unknown',
  rejected: 'unknown',
}

/** How sure a reading is, as TEI's `cert` has it. */
export function certaintyOf(reading: Reading, choice: Choice): string {
  return isHeldBack(reading, choice) ? 'medium' : certainties[reading.state]
}
