import type { Direction } from '../model/corpus.ts'

type Script = { code: string; letters: RegExp; direction: Direction }

/** The scripts that an ordinary keyboard or phone can type, with their ISO 15924 codes. */
const scripts: readonly Script[] = [
  { code: 'Latn', letters: /\p{Script=Latin}/gu, direction: 'ltr' },
  { code: 'Grek', letters: /\p{Script=Greek}/gu, direction: 'ltr' },
  { code: 'Cyrl', letters: /\p{Script=Cyrillic}/gu, direction: 'ltr' },
  { code: 'Arab', letters: /\p{Script=Arabic}/gu, direction: 'rtl' },
  { code: 'Hebr', letters: /\p{Script=Hebrew}/gu, direction: 'rtl' },
  { code: 'Syrc', letters: /\p{Script=Syriac}/gu, direction: 'rtl' },
  { code: 'Armn', letters: /\p{Script=Armenian}/gu, direction: 'ltr' },
  { code: 'Geor', letters: /\p{Script=Georgian}/gu, direction: 'ltr' },
  { code: 'Ethi', letters: /\p{Script=Ethiopic}/gu, direction: 'ltr' },
  { code: 'Deva', letters: /\p{Script=Devanagari}/gu, direction: 'ltr' },
  { code: 'Beng', letters: /\p{Script=Bengali}/gu, direction: 'ltr' },
  { code: 'Guru', letters: /\p{Script=Gurmukhi}/gu, direction: 'ltr' },
  { code: 'Gujr', letters: /\p{Script=Gujarati}/gu, direction: 'ltr' },
  { code: 'Taml', letters: /\p{Script=Tamil}/gu, direction: 'ltr' },
  { code: 'Telu', letters: /\p{Script=Telugu}/gu, direction: 'ltr' },
  { code: 'Knda', letters: /\p{Script=Kannada}/gu, direction: 'ltr' },
  { code: 'Mlym', letters: /\p{Script=Malayalam}/gu, direction: 'ltr' },
  { code: 'Sinh', letters: /\p{Script=Sinhala}/gu, direction: 'ltr' },
  { code: 'Thai', letters: /\p{Script=Thai}/gu, direction: 'ltr' },
  { code: 'Khmr', letters: /\p{Script=Khmer}/gu, direction: 'ltr' },
  { code: 'Tibt', letters: /\p{Script=Tibetan}/gu, direction: 'ltr' },
  { code: 'Hang', letters: /\p{Script=Hangul}/gu, direction: 'ltr' },
  { code: 'Jpan', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, direction: 'ltr' },
  { code: 'Hani', letters: /\p{Script=Han}/gu, direction: 'ltr' },
]

/** The code for a script that could not be determined. */
export const unknownScript = 'Zyyy'

const majority = 0.5

/** The ISO 15924 code of the script that most letters of the texts are in; `Zyyy` if there is no majority. */
export function scriptOf(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  let letters = 0
  for (const text of texts) {
    letters += text.match(/\p{L}/gu)?.length ?? 0
    for (const script of scripts) {
      const count = text.match(script.letters)?.length ?? 0
      if (count > 0) counts.set(script.code, (counts.get(script.code) ?? 0) + count)
    }
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first && first[1] > letters * majority ? first[0] : unknownScript
}

/** The direction a script is written in; left to right if the script could not be determined. */
export function directionOf(code: string): Direction {
  return scripts.find((script) => script.code === code)?.direction ?? 'ltr'
}
