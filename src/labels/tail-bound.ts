/**
 * The logarithm of an upper bound for the chance that a sum of independent values, each from 0 to 1, comes to
 * at least `observed` when its mean is `expected`; 0 if it is not above it. It holds for short sums and
 * weighted values too. Chernoff, Annals of Mathematical Statistics 23, 1952.
 */
export function logTailBound(observed: number, expected: number): number {
  if (observed <= expected) return 0
  if (expected <= 0) return -Infinity
  return observed - expected - observed * Math.log(observed / expected)
}
