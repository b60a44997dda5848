/** Who gave a label and when, and whether it came in with an earlier burst, which does not show what is usual. */
export type BurstLabel = { networkHash: string; givenAtMs: number; isOfBurst: boolean }

/** When many networks at once mean that their labels have to wait. */
export const burstRules = {
  windowMs: 15 * 60_000,
  /** Fewer networks in a window are never a burst. */
  networksMin: 40,
  /** This many times as many as in nearly all windows before are one. */
  times: 4,
  usualShare: 0.95,
  /** A burst goes on while there are more than this share of what made it one. */
  goesOnShare: 0.5,
} as const

/** Many networks at once: since when, how many, and how many usually. */
export type Burst = { fromMs: number; networks: number; usual: number }

/**
 * Finds whether more networks than usual have come in the last quarter of an hour, given who came lately. It
 * counts networks, so a school or an office is one. A burst that goes on needs fewer than a new one.
 */
export function findBurst(
  labels: readonly BurstLabel[],
  { nowMs, goesOn }: { nowMs: number; goesOn: boolean },
): Burst | null {
  const { windowMs, networksMin, times, usualShare } = burstRules
  const share = goesOn ? burstRules.goesOnShare : 1
  const fromMs = nowMs - windowMs
  const networks = new Set<string>()
  const before = new Map<number, Set<string>>()
  const unusual = new Set<number>()
  let most = 0
  for (const { networkHash, givenAtMs, isOfBurst } of labels) {
    if (givenAtMs > fromMs) {
      networks.add(networkHash)
      continue
    }
    const number = Math.floor((fromMs - givenAtMs) / windowMs)
    most = Math.max(most, number + 1)
    before.set(number, (before.get(number) ?? new Set()).add(networkHash))
    if (isOfBurst) unusual.add(number)
  }
  if (networks.size < share * networksMin) return null
  const counts = Array.from({ length: most }, (_, n) => before.get(n)?.size ?? 0)
  const sorted = counts.filter((_, n) => !unusual.has(n)).toSorted((a, b) => a - b)
  const usual = sorted[Math.ceil(usualShare * (sorted.length - 1))] ?? 0
  return networks.size > share * times * usual ? { fromMs, networks: networks.size, usual } : null
}
