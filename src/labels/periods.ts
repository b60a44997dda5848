import { logTailBound } from './tail-bound.ts'

/** One label, as far as periods need it. */
export type TimedLabel = {
  givenAtMs: number
  /** Whether its challenge was passed. Labels of failed challenges do not count. */
  isPassed: boolean
  /** How likely the label is to be right, from 0 to 1; for a known item 1 or 0. */
  isAgreed: number
  /** Whether its item is a known one that was asked as if it were unknown. */
  isCanary: boolean
}

/** A period in which labels are not trusted: from one instant to just before another. */
export type Period = { fromMs: number; toMs: number; reason: 'canaries' | 'disagreement' }

/** When a period counts as poisoned. */
export const periodRules = {
  windowMs: 3_600_000,
  /** Eleven years of hours; labels beyond that are ignored. */
  windowsMax: 100_000,
  /** The fewest labels of a window that are conclusive, and the fewest on canaries. */
  labelsMin: 20,
  canariesMin: 5,
  /** The tail of three sigma, divided among the windows. */
  falseAlarm: 0.00135,
  /**
   * The corpus' own rate first comes from this share of the hours, the calmest. It is at least this share of
   * the rate of all.
   */
  calmShare: 0.75,
  calmRateMin: 0.33,
  /** How often the corpus' own rate is computed again without the hours that were found. */
  roundsMax: 10,
  /** The fewest canary labels that can measure the level of an attack. */
  attackLabelsMin: 50,
} as const

type Count = { labels: number; wrong: number }
type Window = { canaries: Count; all: Count }

/** Counts labels by the hour they were given in. Memory is in proportion to the hours. */
export type Periods = {
  add(label: TimedLabel): void
  /** The periods in which visitors who passed were wrong more often than usual in the corpus. */
  findPoisoned(): readonly Period[]
  /**
   * The share of wrong labels, from visitors who passed, beyond the error rate of honest ones, from 0 to 1; 0
   * if it is not three sigma above it.
   */
  measureAttack(errorRate: number): number
}

/**
 * Opens a count of labels by hour. An hour is poisoned if more of its labels are wrong than the rate of all
 * other hours explains, beyond three sigma after Bonferroni. If hours of a corpus differ by nature, the bar
 * rises by as much as they do (quasi-likelihood: McCullagh and Nelder, "Generalized Linear Models", 1989).
 */
export function openPeriods(): Periods {
  const windows = new Map<number, Window>()
  return {
    add: ({ givenAtMs, isPassed, isAgreed, isCanary }) => {
      if (!isPassed) return
      const window = windowAt(windows, Math.floor(givenAtMs / periodRules.windowMs))
      if (!window) return
      const wrong = 1 - Math.min(1, Math.max(0, isAgreed))
      for (const count of isCanary ? [window.canaries, window.all] : [window.all]) {
        count.labels += 1
        count.wrong += wrong
      }
    },
    findPoisoned: () => [...findFor(windows, 'canaries'), ...findFor(windows, 'disagreement')],
    measureAttack: (errorRate) => attackOf([...windows.values()], errorRate),
  }
}

function windowAt(windows: Map<number, Window>, hour: number): Window | null {
  const known = windows.get(hour)
  if (known) return known
  if (windows.size >= periodRules.windowsMax) return null
  const window = { canaries: { labels: 0, wrong: 0 }, all: { labels: 0, wrong: 0 } }
  windows.set(hour, window)
  return window
}

type Hour = Count & { hour: number }

function findFor(windows: ReadonlyMap<number, Window>, reason: Period['reason']): Period[] {
  const least = reason === 'canaries' ? periodRules.canariesMin : periodRules.labelsMin
  const hours = [...windows]
    .map(([hour, { canaries, all }]): Hour => ({
      hour,
      ...(reason === 'canaries' ? canaries : all),
    }))
    .filter(({ labels }) => labels >= least)
    .toSorted((a, b) => a.hour - b.hour)
  return joinHours(findOutliers(hours), reason)
}

// Hours that were found no longer shape what is usual, so that a long attack does not hide itself.
function findOutliers(hours: readonly Hour[]): Hour[] {
  const threshold = Math.log(periodRules.falseAlarm / Math.max(1, hours.length))
  let rate = calmRateOf(hours)
  let found: Hour[] = []
  for (let round = 0; round < periodRules.roundsMax; round++) {
    const before = new Set(found)
    const bar =
      threshold *
      spreadOf(
        hours.filter((hour) => !before.has(hour)),
        rate,
      )
    found = hours.filter(({ labels, wrong }) => logTailBound(wrong, labels * rate) < bar)
    if (found.length === before.size) break
    const outliers = new Set(found)
    rate = rateOf(hours.filter((hour) => !outliers.has(hour)))
  }
  return found
}

// The rate of the calmer hours, but not too far below that of all, for a corpus with hardly any wrong labels.
function calmRateOf(hours: readonly Hour[]): number {
  const { calmShare, calmRateMin } = periodRules
  const byRate = hours.toSorted((a, b) => a.wrong / a.labels - b.wrong / b.labels)
  const calm = byRate.slice(0, Math.ceil(hours.length * calmShare))
  return Math.max(rateOf(calm), calmRateMin * rateOf(hours))
}

function rateOf(counts: readonly Count[]): number {
  const sum = sumOf(counts)
  return sum.labels === 0 ? 1 : sum.wrong / sum.labels
}

/** The mean of the lower three quarters of a chi-squared distribution of one degree. */
const calmChiSquared = 0.368

// By how much hours differ more than chance explains; from the calmer ones, so that a few bad ones do not
// matter.
function spreadOf(hours: readonly Count[], rate: number): number {
  if (rate <= 0 || rate >= 1 || hours.length === 0) return 1
  const squares = hours
    .map(({ labels, wrong }) => (wrong - labels * rate) ** 2 / (labels * rate * (1 - rate)))
    .toSorted((a, b) => a - b)
    .slice(0, Math.ceil(hours.length * periodRules.calmShare))
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length
  return Math.max(1, mean / calmChiSquared)
}

function joinHours(hours: readonly Hour[], reason: Period['reason']): Period[] {
  const periods: Period[] = []
  for (const { hour } of hours) {
    const fromMs = hour * periodRules.windowMs
    const toMs = fromMs + periodRules.windowMs
    const last = periods.at(-1)
    if (last?.toMs === fromMs) last.toMs = toMs
    else periods.push({ fromMs, toMs, reason })
  }
  return periods
}

// Canaries know the truth. If there are few, only the posteriors are left.
function attackOf(windows: readonly Window[], errorRate: number): number {
  const canaries = sumOf(windows.map((window) => window.canaries))
  const isEnough = canaries.labels >= periodRules.attackLabelsMin
  const { labels, wrong } = isEnough ? canaries : sumOf(windows.map(({ all }) => all))
  const isBeyond = logTailBound(wrong, labels * errorRate) < Math.log(periodRules.falseAlarm)
  if (!isBeyond || errorRate >= 1) return 0
  return (wrong / labels - errorRate) / (1 - errorRate)
}

function sumOf(counts: readonly Count[]): Count {
  return {
    labels: counts.reduce((sum, { labels }) => sum + labels, 0),
    wrong: counts.reduce((sum, { wrong }) => sum + wrong, 0),
  }
}
