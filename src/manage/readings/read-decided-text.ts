import { cleanText } from '../../text/clean-text.ts'
import type { Refused } from '../refused.ts'

const textCharsMax = 1_000

/** What an item says by the archive, in the one form it is kept in; refused where it says nothing or too much. */
export function readDecidedText(given: string): { text: string } | Refused {
  const text = cleanText(given)
  if (text === null) return { refused: 'text_empty' }
  return text.length > textCharsMax ? { refused: 'text_length', most: textCharsMax } : { text }
}
