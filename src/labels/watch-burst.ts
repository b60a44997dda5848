/** Who gave a label and when, and whether it came in with an earlier burst, which does not show what is usual. */
export type BurstLabel = { networkHash: string; givenAtMs: number; isOfBurst: boolean }

/** When many networks, or many labels of some networks, at once mean that their labels have to wait. */
export const burstRules = {
  windowMs: 15 * 60_000,
  /** Fewer in a window are never a burst: networks, or labels, so many of each network. */
  sizes: [
    { of: 'networks', eachMax: 1, least: 40 },
    { of: 'labels', eachMax: 10, least: 150 },
  ],
  /** This many times as many as in nearly all windows before are one. */
  times: 4,
  usualShare: 0.95,
  /** A burst goes on while there are more than this share of what made it one. */
  goesOnShare: 0.5,
} as const

type Size = (typeof burstRules.sizes)[number]

/** Many at once: since when, of what, how many, and how many usually. */
export type Burst = { fromMs: number; of: Size['of']; count: number; usual: number }

/**
 * Finds whether more networks than usual have come in the last quarter of an hour, or have given more labels, given
 * who came lately. A school or an office is one network, and counts no more however much it answers. A burst that
 * goes on needs fewer than a new one.
 */
export function findBurst(
  labels: readonly BurstLabel[],
  { nowMs, goesOn }: { nowMs: number; goesOn: boolean },
): Burst | null {
  const fromMs = nowMs - burstRules.windowMs
  const windows = divide(labels, fromMs)
  const share = goesOn ? burstRules.goesOnShare : 1
  for (const { of, eachMax, least } of burstRules.sizes) {
    const count = sizeOf(windows.last, eachMax)
    if (count < share * least) continue
    const usual = usualOf(windows, eachMax)
    if (count > share * burstRules.times * usual) return { fromMs, of, count, usual }
  }
  return null
}

/** How many labels each network gave. */
type Window = Map<string, number>

/** The last window, those before it by their number backwards, and which of these were bursts. */
type Windows = { last: Window; before: Map<number, Window>; unusual: Set<number> }

function divide(labels: readonly BurstLabel[], fromMs: number): Windows {
  const last: Window = new Map()
  const before = new Map<number, Window>()
  const unusual = new Set<number>()
  for (const { networkHash, givenAtMs, isOfBurst } of labels) {
    const number = Math.floor((fromMs - givenAtMs) / burstRules.windowMs)
    const window = givenAtMs > fromMs ? last : (before.get(number) ?? new Map<string, number>())
    window.set(networkHash, (window.get(networkHash) ?? 0) + 1)
    if (givenAtMs > fromMs) continue
    before.set(number, window)
    if (isOfBurst) unusual.add(number)
  }
  return { last, before, unusual }
}

function sizeOf(window: Window, eachMax: number): number {
  let size = 0
  for (const labels of window.values()) size += Math.min(labels, eachMax)
  return size
}

function usualOf({ before, unusual }: Windows, eachMax: number): number {
  const most = Math.max(-1, ...before.keys()) + 1
  const sizes = Array.from({ length: most }, (_, n) => sizeOf(before.get(n) ?? new Map(), eachMax))
  const sorted = sizes.filter((_, n) => !unusual.has(n)).toSorted((a, b) => a - b)
  return sorted[Math.ceil(burstRules.usualShare * (sorted.length - 1))] ?? 0
}
