/** Pseudo-random numbers from 0 to 1, the same for the same seeds. */
export function chanceOf(...words: readonly (string | number)[]): () => number {
  let seed = hashOf(words.join(' '))
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}

// FNV-1a, 32 bits.
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

/** Draws one entry of a list. */
export function drawFrom<Thing>(chance: () => number, things: readonly Thing[]): Thing {
  const thing = things[Math.floor(chance() * things.length)]
  if (thing === undefined) throw new Error('the list is empty')
  return thing
}
