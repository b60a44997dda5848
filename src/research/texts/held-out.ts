const holdOutRules = {
  folds: 2,
  /** With fewer known tasks a temperature would be noise. */
  knownMin: 20,
} as const

/**
 * Splits the known tasks into two folds, every second task in each, to be asked as if unknown. For each fold,
 * says which tasks are held out; there are no folds if too few are known.
 */
export function holdOut(isKnown: readonly boolean[]): boolean[][] {
  const { folds, knownMin } = holdOutRules
  let count = 0
  const places = isKnown.map((is) => (is ? count++ : -1))
  if (count < knownMin) return []
  return Array.from({ length: folds }, (_, fold) =>
    places.map((place) => place >= 0 && place % folds === fold),
  )
}
