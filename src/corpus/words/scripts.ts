import { scriptOf, unknownScript } from '../../text/script.ts'

/**
 * Scripts written from left to right in which blanks separate words and nothing else. In Arabic and Syriac,
 * letters within a word can stand apart, too; in Chinese, Japanese, Thai, Khmer and Tibetan, words are not
 * separated.
 */
const scriptsWithBlanks = new Set(['Latn', 'Grek', 'Cyrl', 'Armn', 'Geor'])

/** Says whether a text, or an unread text in a corpus of this script, can be cut at its blanks. */
export function hasBlanks(text: string, corpusScript: string): boolean {
  const script = scriptOf([text])
  return scriptsWithBlanks.has(script === unknownScript ? corpusScript : script)
}
