import { cleanText } from '../../text/clean-text.ts'
import type { Refused } from '../refused.ts'

const textCharsMax = 1_000

/**
 * The text that the archive gives an item, in the form in which it is stored; refused if it is empty or too
 * long.
 */
export function readDecidedText(given: string): { text: string } | Refused {
  const text = cleanText(given)
  if (text === null) return { refused: 'text_empty' }
  return text.length > textCharsMax ? { refused: 'text_length', most: textCharsMax } : { text }
}
