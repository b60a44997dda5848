import type { TextPolicy } from '../../model/corpus.ts'
import { foldText } from '../../text/compare.ts'

/** How texts can be brought into the form in which they are aggregated and scored. */
export const normalisations = ['plain', 'folded', 'crowdspeech'] as const

/** One of the forms. */
export type Normalisation = (typeof normalisations)[number]

/** Gives the function that brings a text into a form. */
export function formOfTexts(name: Normalisation, policy: TextPolicy): (text: string) => string {
  const forms: Record<Normalisation, (text: string) => string> = {
    plain: (text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim(),
    folded: (text) => foldText(text, policy),
    // As in the published figures of CrowdSpeech (agreement.py of VoxDIY): two blanks become none.
    crowdspeech: (text) => text.toLowerCase().replace(/(\s{2,})|([^\w' ]|^\s+|\s+$)/g, ''),
  }
  return forms[name]
}
