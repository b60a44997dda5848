/** The width of characters relative to an ordinary small letter. */
const classes: readonly { signs: RegExp; width: number }[] = [
  // Transcribers' abbreviation marks.
  { signs: /~/u, width: 0 },
  { signs: /\^/u, width: 0.5 },
  { signs: /[.,:;'’‘·!|]/u, width: 0.45 },
  { signs: /[iljIſ()[\]{}/\-‐¬"“”„]/u, width: 0.6 },
  { signs: /[tfr1]/u, width: 0.75 },
  { signs: /[mwæœMW]/u, width: 1.5 },
  { signs: /[—–]/u, width: 1.8 },
  { signs: /\p{Lu}/u, width: 1.35 },
]

const marks = /\p{M}+/gu

/**
 * The characters of a word in writing order: a letter keeps its accents, and a raised letter keeps the `^`
 * with which transcribers mark it.
 */
export function drawnSignsOf(word: string): string[] {
  const [plain = '', ...raised] = word.normalize('NFC').split('^')
  const letters = (text: string): string[] => text.match(/[^\p{M}]\p{M}*/gu) ?? []
  return [...letters(plain), ...letters(raised.join('')).map((sign) => `^${sign}`)]
}

/** The usual width of a character, in ordinary small letters. */
export function usualWidth(sign: string): number {
  const letter = sign.normalize('NFD').replace(marks, '')
  return classes.find(({ signs }) => signs.test(letter))?.width ?? 1
}
