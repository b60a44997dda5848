import { scriptOf, unknownScript } from './script.ts'

/** The fewest letters and digits that a visitor is asked to type. */
export const typedCharsMin = 3

/** The most characters that a visitor is asked to type. */
export const typedCharsMax = 25

/**
 * Says whether a known text may decide a challenge: a visitor can type it on an ordinary keyboard, and it is
 * too long to guess. `script` is the corpus's ISO 15924 code. A text must be in that script, or in any single
 * script if it is `Zyyy`.
 */
export function fitsVisitor(text: string, script: string): boolean {
  const folded = typedForm(text)
  const typed = folded.match(/[\p{L}\p{M}\p{N} ]/gu)?.length ?? 0
  return isLongEnough(folded) && typed <= typedCharsMax && isTypeable(text, script)
}

/** Says whether a visitor can type a text of any length on an ordinary keyboard, in a script as above. */
export function isTypeable(text: string, script: string): boolean {
  const folded = typedForm(text)
  return onlyTypeable.test(folded) && !dotsInARow.test(text) && isOfScript(folded, script)
}

/** Says whether a text has enough letters and digits to ask a visitor for it. */
export function isLongEnough(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= typedCharsMin
}

// What is left to type of a text once long s, ligatures and composable accents are written plainly.
function typedForm(text: string): string {
  return text
    .normalize('NFC')
    .replace(typedWithoutMark, '')
    .replaceAll('ſ', 's')
    .replace(ligatures, (letters) => letters.normalize('NFKC'))
}

// The small e above a letter is what printers used for an umlaut, and every reader knows it.
const typedWithoutMark = /\u0364/gu
const ligatures = /[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufeff]/gu

const onlyTypeable = /^[\p{L}\p{M}\p{Nd} .,;:!?'"’‘‚“”„‹›«»‐‑–—\-/&§¬،؛؟־׳״।·]+$/u

// Rows of dots stand for a gap or the next column, not for something written.
const dotsInARow = /\.\s?\./

function isOfScript(folded: string, wanted: string): boolean {
  const script = scriptOf([folded])
  const hasLetters = /\p{L}/u.test(folded)
  if (!hasLetters) return true
  if (script === unknownScript || (wanted !== unknownScript && wanted !== script)) return false
  if (/[\p{L}]/u.test(folded.replace(lettersOf(script), ''))) return false
  return !isScholarly(folded, script)
}

function lettersOf(script: string): RegExp {
  return new RegExp(`[${scriptNames[script] ?? `\\p{Script=${script}}`}]`, 'gu')
}

const scriptNames: Readonly<Record<string, string>> = {
  Jpan: '\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー',
}

// Latin, Greek and Cyrillic marks that form no letter of any alphabet mark abbreviations. The Latin letters
// beyond those of living languages are medieval ones.
function isScholarly(folded: string, script: string): boolean {
  if (!['Latn', 'Grek', 'Cyrl'].includes(script)) return false
  return /[\p{M}\u0180-\u02af\u1d00-\u1dff\u1efa-\u1eff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f]/u.test(
    folded,
  )
}
