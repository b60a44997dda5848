const holdOutRules = {
  folds: 2,
  /** With fewer known tasks a temperature would be noise. */
  knownMin: 20,
} as const

/**
 * Parts the known tasks into folds, each of every second of them, to be asked as if they were unknown.
 * For each fold, which tasks are held out; no folds where too few are known.
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
