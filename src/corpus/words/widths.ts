/** How wide signs are beside an ordinary small letter. */
const classes: readonly { signs: RegExp; width: number }[] = [
  // Transcribers' marks of abbreviation.
  { signs: /[\^~]/u, width: 0 },
  { signs: /[.,:;'’‘·!|]/u, width: 0.45 },
  { signs: /[iljIſ()[\]{}/\-‐¬"“”„]/u, width: 0.6 },
  { signs: /[tfr1]/u, width: 0.75 },
  { signs: /[mwæœMW]/u, width: 1.5 },
  { signs: /[—–]/u, width: 1.8 },
  { signs: /\p{Lu}/u, width: 1.35 },
]

/** How wide a word is written, as a number of ordinary small letters. */
export const widthOf = (word: string): number => {
  let width = 0
  for (const sign of word.normalize('NFD')) {
    if (/\p{M}/u.test(sign)) continue
    width += classes.find(({ signs }) => signs.test(sign))?.width ?? 1
  }
  return width
}
