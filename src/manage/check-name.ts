import { cleanText } from '../text/clean-text.ts'
import type { NamedNoun, Refused } from './refused.ts'

const nameLengthMax = 200
/** Control characters, and the characters that separate lines and paragraphs. */
const noName = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Says why a text cannot be a name; null if it can. */
export function checkName(of: NamedNoun, name: string): Refused | null {
  if (name.trim() === '' || name.length > nameLengthMax)
    return { refused: 'name_length', of, most: nameLengthMax }
  return noName.test(name) ? { refused: 'name_signs', of } : null
}

/** The name of an organisation in the form in which it is stored; refused if it cannot be a name. */
export function readOrganisationName(given: string): { name: string } | Refused {
  const name = cleanText(given) ?? ''
  return checkName('organisation', name) ?? checkName('organisation', given) ?? { name }
}
