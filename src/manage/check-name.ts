import { cleanText } from '../text/clean-text.ts'
import type { NamedNoun, Refused } from './refused.ts'

const nameLengthMax = 200
/** Control characters, and the signs that separate lines and paragraphs. */
const noName = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Why a text cannot be a name, where it cannot. */
export function checkName(of: NamedNoun, name: string): Refused | null {
  if (name.trim() === '' || name.length > nameLengthMax)
    return { refused: 'name_length', of, most: nameLengthMax }
  return noName.test(name) ? { refused: 'name_signs', of } : null
}

/** The name of an organisation in the one form it is kept in; refused where it cannot be one. */
export function readOrganisationName(given: string): { name: string } | Refused {
  const name = cleanText(given) ?? ''
  return checkName('organisation', name) ?? checkName('organisation', given) ?? { name }
}
