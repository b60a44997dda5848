const charsMin = 4
const charsMax = 10

/** Says whether a text is one word that a machine can be trusted to say, and people to write down by ear. */
export function fitsHeard(word: string): boolean {
  const letters = Array.from(word).length
  return letters >= charsMin && letters <= charsMax && /^[\p{L}\p{M}]+$/u.test(word)
}
