/**
 * The logarithm of an upper bound for the chance that a sum of independent values, each from 0 to 1, comes
 * to at least `observed` where `expected` is its mean; 0 where it is not above it. It holds for sums of few
 * and of weighted values alike. Chernoff, Annals of Mathematical Statistics 23, 1952.
 */
export function logTailBound(observed: number, expected: number): number {
  if (observed <= expected) return 0
  if (expected <= 0) return -Infinity
  return observed - expected - observed * Math.log(observed / expected)
}
