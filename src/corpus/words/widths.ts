/** How wide signs are beside an ordinary small letter. */
const classes: readonly { signs: RegExp; width: number }[] = [
  // Transcribers' marks of abbreviation.
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
 * The signs of a word as they are written one after the other: a letter keeps its accents, and each that is
 * raised, as transcribers mark with `^`, that mark.
 */
export function drawnSignsOf(word: string): string[] {
  const [plain = '', ...raised] = word.normalize('NFC').split('^')
  const letters = (text: string): string[] => text.match(/[^\p{M}]\p{M}*/gu) ?? []
  return [...letters(plain), ...letters(raised.join('')).map((sign) => `^${sign}`)]
}

/** How wide a sign is usually written, as a number of ordinary small letters. */
export function usualWidth(sign: string): number {
  const letter = sign.normalize('NFD').replace(marks, '')
  return classes.find(({ signs }) => signs.test(letter))?.width ?? 1
}
