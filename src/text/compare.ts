import type { TextPolicy } from '../model/corpus.ts'
import { expandWords } from './abbreviations.ts'
import { countEdits, signsOf } from './edits.ts'

// Marks written over letters. In Indic scripts such a mark is a letter, so it is never left out there.
const marks =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]\p{M}*)\p{M}/gu
const letterPairs: readonly (readonly [RegExp, string])[] = [
  [/œ/gu, 'oe'],
  [/Œ/gu, 'OE'],
  [/æ/gu, 'ae'],
  [/Æ/gu, 'AE'],
  [/ß/gu, 'ss'],
  [/ẞ/gu, 'SS'],
]

/**
 * Brings a text into the form in which it is compared: abbreviations expanded, in compatibility form, and, as
 * far as the policy folds, in lower case without marks. Punctuation and symbols are left out, and spaces are
 * single. The judge and the readings both compare this form.
 */
export function foldText(text: string, policy: TextPolicy): string {
  return foldLetters(writeOut(text, policy), policy)
    .replace(/[\p{P}\p{S}\p{Cf}\p{Cc}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

function writeOut(text: string, policy: TextPolicy): string {
  return expandWords(text, policy.abbreviations, (word) => foldLetters(word, policy))
}

function foldLetters(text: string, policy: TextPolicy): string {
  let folded = foldShapes(text.normalize('NFC'), policy)
  if (policy.diacritics === 'fold')
    folded = folded.normalize('NFD').replace(marks, '').normalize('NFC')
  return policy.case === 'fold' ? folded.toLowerCase() : folded
}

// The compatibility form of long s is s, so a long s that is to be kept skips it.
function foldShapes(text: string, { ligatures, longS }: TextPolicy): string {
  const folded = longS === 'fold' ? text.replaceAll('ſ', 's').replaceAll('ẛ', 'ṡ') : text
  if (ligatures === 'keep') return folded
  if (longS === 'fold') return unpair(folded.normalize('NFKC'))
  return unpair(folded.replaceAll('ﬅ', 'ſt').replace(/[^ſẛ]+/gu, (part) => part.normalize('NFKC')))
}

/**
 * Says whether a typed text matches the known one. One letter may differ from 5 letters on and two from 10
 * on, never more than the policy allows, and never in a number: digits and Roman numerals are exact.
 */
export function matchesText(given: string, known: string, policy: TextPolicy): boolean {
  const wanted = foldText(known, policy)
  const typed = foldText(given, policy)
  if (wanted === '') return false
  if (typed === wanted) return true
  const capitals = writeOut(known, policy)
  if (figuresOf(typed, capitals) !== figuresOf(wanted, capitals)) return false
  const letters = signsOf(wanted)
  return countEdits(letters, signsOf(typed)) <= editsAllowed(letters.length, policy)
}

function unpair(text: string): string {
  return letterPairs.reduce((unpaired, [pair, letters]) => unpaired.replace(pair, letters), text)
}

// The digits, and the words that stand where the known text has a Roman numeral.
function figuresOf(folded: string, known: string): string {
  const words = folded.split(' ')
  const numerals = wordsOf(known).map((word, place) =>
    romanNumeral.test(word) ? words[place] : '',
  )
  return [...(folded.match(/\p{N}/gu) ?? []), ...numerals].join(' ')
}

const romanNumeral = /^[IVXLCDM]+$/

function wordsOf(text: string): string[] {
  return text
    .replace(/[\p{P}\p{S}]/gu, '')
    .trim()
    .split(/\s+/u)
}

/** How many letters of a known text of that length may differ from what is typed. */
export function editsAllowed(length: number, policy: TextPolicy): number {
  if (length < 5) return 0
  return Math.min(length < 10 ? 1 : 2, policy.editsMax)
}
