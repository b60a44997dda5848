import { drawFrom } from './service-chance.ts'

// Each entry is a letter, followed by those that a machine or a careless reader takes it for.
const alike = new Map(
  'aou bhd cet dvb eco fſt gqy hby irl ktf lti mnw nur oae rxt sfr trl una vbn xrg ſfl AUN BVW ECG KRH NRM RKN SGE 17l 68b'
    .split(' ')
    .map((letters) => [letters.slice(0, 1), Array.from(letters.slice(1))]),
)

const commonLetters = Array.from('enisratdhulcgmob')

/** A letter that looks similar; the letter itself if there is none. */
export function mistake(letter: string, chance: () => number): string {
  const others = alike.get(letter)
  return others ? drawFrom(chance, others) : letter
}

/** A text with one letter misread or mistyped. */
export function slip(text: string, chance: () => number): string {
  const letters = Array.from(text)
  const at = Math.floor(chance() * letters.length)
  const letter = letters[at] ?? ''
  const other = mistake(letter, chance)
  return letters.with(at, other === letter ? drawFrom(chance, commonLetters) : other).join('')
}
