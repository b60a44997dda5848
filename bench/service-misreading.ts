import { drawFrom } from './service-chance.ts'

// Each word is a letter, and those that a machine or a hasty eye takes it for.
const alike = new Map(
  'aou bhd cet dvb eco fſt gqy hby irl ktf lti mnw nur oae rxt sfr trl una vbn xrg ſfl AUN BVW ECG KRH NRM RKN SGE 17l 68b'
    .split(' ')
    .map((letters) => [letters.slice(0, 1), Array.from(letters.slice(1))]),
)

const commonLetters = Array.from('enisratdhulcgmob')

/** What a letter is taken for; the letter itself where nothing looks like it. */
export function mistake(letter: string, chance: () => number): string {
  const others = alike.get(letter)
  return others ? drawFrom(chance, others) : letter
}

/** A text with one letter read or typed wrongly. */
export function slip(text: string, chance: () => number): string {
  const letters = Array.from(text)
  const at = Math.floor(chance() * letters.length)
  const letter = letters[at] ?? ''
  const other = mistake(letter, chance)
  return letters.with(at, other === letter ? drawFrom(chance, commonLetters) : other).join('')
}
