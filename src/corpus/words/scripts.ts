import { scriptOf, unknownScript } from '../../text/script.ts'

/**
 * Scripts written from left to right whose words, and nothing else, are parted by blanks. In Arabic and
 * Syriac letters within a word stand apart as well, and in Chinese, Japanese, Thai, Khmer and Tibetan
 * words are not parted.
 */
const scriptsWithBlanks = new Set(['Latn', 'Grek', 'Cyrl', 'Armn', 'Geor'])

/** Says whether a text, or one that nobody has read in a corpus of this script, can be cut at its blanks. */
export function hasBlanks(text: string, corpusScript: string): boolean {
  const script = scriptOf([text])
  return scriptsWithBlanks.has(script === unknownScript ? corpusScript : script)
}
