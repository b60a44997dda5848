import type { Site } from '../../model/site.ts'
import { cleanText } from '../../text/clean-text.ts'
import type { Refused } from '../refused.ts'

const textLengthMax = 1_000
const urlLengthMax = 500

/** What a site says about privacy, as far as it was given. */
export type PrivacyNote = Partial<Pick<Site, 'privacyText' | 'privacyUrl'>>

/**
 * The given parts of a note in the form in which they are stored; refused if the text is too long or the address is
 * not one of https. An empty part is none.
 */
export function checkPrivacyNote({ privacyText, privacyUrl }: PrivacyNote): PrivacyNote | Refused {
  const text = privacyText === undefined ? undefined : (cleanText(privacyText) ?? '')
  const url = privacyUrl === undefined ? undefined : readNoticeUrl(privacyUrl.trim())
  if (url === null) return { refused: 'privacy_url', given: privacyUrl ?? '', most: urlLengthMax }
  if (text !== undefined && text.length > textLengthMax)
    return { refused: 'privacy_text', most: textLengthMax }
  return {
    ...(text === undefined ? {} : { privacyText: text }),
    ...(url === undefined ? {} : { privacyUrl: url }),
  }
}

// In its ASCII form, as a browser shows where a link leads.
function readNoticeUrl(given: string): string | null {
  if (given === '') return ''
  if (given.length > urlLengthMax || !/^https:\/\/[^/]/i.test(given) || !URL.canParse(given))
    return null
  const { href, username, password } = new URL(given)
  return username === '' && password === '' && href.length <= urlLengthMax ? href : null
}
