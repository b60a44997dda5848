// Invisible marks: they change the direction of what follows, or only matter to a typesetter.
const unseen = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/**
 * Brings a text into the form in which it is kept: NFC, on one line, single spaces, none at the ends, no
 * control or direction characters; null if nothing is left.
 */
export function cleanText(text: string): string | null {
  const clean = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .replace(unseen, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
  return clean === '' ? null : clean
}
