/** The places for pictures of the class that is asked for, or of the others, and the pictures available. */
export type Side = { places: number; known: number; unknown: number }

/** How many places of each side hold unknown pictures. */
export type UnknownPlaces = { matching: number; other: number }

/**
 * Decides, by a number from 0 up to 1, how many places hold unknown pictures: two at most. The chances are
 * such that on each side each picture comes as often as every other, known or not, and any two come together
 * as often as every other two. If there are too many unknown ones for both, only the first holds.
 */
export function chooseUnknownPlaces(unit: number, matching: Side, other: Side): UnknownPlaces {
  const means = { matching: meanOf(matching), other: meanOf(other) }
  const pairs = { matching: pairsOf(matching), other: pairsOf(other) }
  const both = means.matching * means.other
  const inPairs = { matching: 2 * pairs.matching + both, other: 2 * pairs.other + both }
  const fit = Math.min(
    1,
    share(means.matching, inPairs.matching),
    share(means.other, inPairs.other),
  )
  const outcomes = [
    { chance: fit * pairs.matching, matching: 2, other: 0 },
    { chance: fit * pairs.other, matching: 0, other: 2 },
    { chance: fit * both, matching: 1, other: 1 },
    { chance: means.matching - fit * inPairs.matching, matching: 1, other: 0 },
    { chance: means.other - fit * inPairs.other, matching: 0, other: 1 },
  ]
  let rest = unit
  for (const { chance, ...places } of outcomes) {
    if (rest < chance) return places
    rest -= chance
  }
  return { matching: 0, other: 0 }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

// How many places, and how many pairs of places, would hold unknown pictures if chance alone filled them.
function meanOf({ places, known, unknown }: Side): number {
  return unknown === 0 ? 0 : (places * unknown) / (known + unknown)
}
function pairsOf({ places, known, unknown }: Side): number {
  if (unknown < 2) return 0
  const size = known + unknown
  return (places * (places - 1) * unknown * (unknown - 1)) / (2 * size * (size - 1))
}
