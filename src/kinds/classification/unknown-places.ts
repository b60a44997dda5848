/** The places for pictures of the class that is asked for, or for the others, and the pictures there are. */
export type Side = { places: number; known: number; unknown: number }

/** On how many places of each side unknown pictures come. */
export type UnknownPlaces = { matching: number; other: number }

/**
 * Says for a number from 0 up to 1 on how many places unknown pictures come, two at most: with such chances
 * that on each side each picture comes as often as every other, known or not, and any two as often together as
 * every other two. Where there are too many unknown ones for that, only the first is held to.
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

// How many of the places, and how many pairs of them, would be of unknown pictures had chance alone filled them.
function meanOf({ places, known, unknown }: Side): number {
  return unknown === 0 ? 0 : (places * unknown) / (known + unknown)
}
function pairsOf({ places, known, unknown }: Side): number {
  if (unknown < 2) return 0
  const size = known + unknown
  return (places * (places - 1) * unknown * (unknown - 1)) / (2 * size * (size - 1))
}
