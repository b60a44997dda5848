/** From here on the asymptotic series is right to twelve digits. */
const seriesMin = 6

/**
 * The digamma function, the derivative of log gamma, for x > 0.
 * Abramowitz and Stegun, "Handbook of Mathematical Functions", 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  let shift = 0
  let at = x
  for (; at < seriesMin; at += 1) shift -= 1 / at
  const square = 1 / (at * at)
  const series =
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
  return shift + Math.log(at) - 0.5 / at - series
}
