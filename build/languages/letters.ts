import { readExemplars } from './exemplars.ts'
import { formsIn, withoutNames, type CheckedLanguage, type Fault } from './language.ts'

/** Marks that the sentences need in every language. */
const commonMarks = '….,:!?()-–’%'
// Loanwords that are written in Latin letters in many languages of other scripts.
const loanwords = /\bcookies?\b/gi
const han = /\p{Script=Han}/u

/**
 * Says which characters of a file are not among the letters and marks of its language (CLDR's exemplar characters).
 * Han characters are right unless another language has them and this one has not.
 */
export function findForeignLetters({ tag, translation, review }: CheckedLanguage): Fault[] {
  const exemplars = readExemplars(tag)
  if (!exemplars) return []
  const own = new Set([
    ...[...exemplars.letters].map((letter) => letter.toLocaleLowerCase(tag)),
    ...exemplars.letters,
    ...exemplars.punctuation,
    ...Array.from(commonMarks + (review.characters ?? '')),
  ])
  const foreignHan = readForeignHan(tag)
  const isForeign = (character: string): boolean =>
    han.test(character) ? foreignHan.has(character) && !own.has(character) : !own.has(character)
  return formsIn(translation).flatMap(({ sentence, text }) => {
    const plain = withoutNames(text).replace(loanwords, ' ').toLocaleLowerCase(tag)
    const strange = [...new Set(plain.normalize('NFC'))].filter(
      (character) => !isBlankOrDigit(character) && isForeign(character),
    )
    return strange.length > 0
      ? [{ sentence, fault: `letters: ${strange.map(nameOf).join(' ')}` }]
      : []
  })
}

function isBlankOrDigit(character: string): boolean {
  return /[\d \u00a0\u202f]/.test(character)
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /\p{C}|\p{M}|\p{Z}/u.test(character) ? `U+${code}` : character
}

const writtenInHan = ['zh-Hans', 'zh-Hant', 'ja']

function readForeignHan(tag: string): ReadonlySet<string> {
  if (!writtenInHan.includes(tag)) return new Set()
  const others = writtenInHan.filter((other) => other !== tag)
  return new Set(others.flatMap((other) => [...(readExemplars(other)?.letters ?? [])]))
}
