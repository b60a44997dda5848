import { expectEach, logRatio, type ExpectedAnswer, type WatchedAnswer } from './watch-usual.ts'

/** When misread canaries, and second answers that contradict the first, mean that visitors lie. */
export const canaryRules = {
  /** The shares of lying visitors that are looked for: from some on, and nearly all. */
  attackShares: [0.3, 0.9],
  /** On average honest visitors give at least this many watched answers between two false alarms. */
  answersPerFalseAlarm: 10_000,
  /** The same while a wave is likelier, because one was found lately. */
  answersPerFalseAlarmLately: 500,
  /** Second answers count only if canaries alone make a wave this many times as likely as none. */
  canaryOddsMin: 20,
  /** This many times as likely as an attack that goes on is one that is over, before it counts as over. */
  fineOdds: 200,
  /** A wave is held from the earliest answer that is at most this many times less likely to have begun it. */
  beginOdds: 20,
  /** The labels of a wave count from this many watched answers before that one. */
  answersBefore: 2,
} as const

/** Canaries that visitors misread more than usual: since when, how many of how many, and how many usually. */
export type Misread = { fromMs: number; wrong: number; asked: number; expected: number }

/**
 * Finds whether visitors are lying, in watched answers, oldest first. `expectedError` is how often the fit
 * expects them to be wrong; what is usual for the corpus and for each item is learned from the answers.
 * It sums the logarithms of how much likelier an answer is from a crowd of which a share lies (CUSUM: Page,
 * "Continuous Inspection Schemes", Biometrika 1954), over canaries alone, and over all. The threshold bounds
 * false alarms (Lorden 1971); since `likelierFromMs` it is lower.
 */
export function findMisread(
  answers: readonly WatchedAnswer[],
  expectedError: number,
  likelierFromMs = Infinity,
): Misread | null {
  const all = expectAll(answers, expectedError)
  const sums = [all, all.filter(isOfCanary)]
  const { attackShares, answersPerFalseAlarm, answersPerFalseAlarmLately } = canaryRules
  const isLately = ({ givenAtMs }: WatchedAnswer): boolean => givenAtMs >= likelierFromMs
  const thresholdOf = (answer: WatchedAnswer): number => {
    const bound = isLately(answer) ? answersPerFalseAlarmLately : answersPerFalseAlarm
    return Math.log(bound * attackShares.length * sums.length)
  }
  const found = attackShares.flatMap((share) =>
    sums.flatMap((some) => findRise(some, share, thresholdOf) ?? []),
  )
  return found.toSorted((a, b) => a.fromMs - b.fromMs)[0] ?? null
}

/** Since when canaries seem to be read as usual again, and whether that is sure. */
export type Fine = { fromMs: number; isSure: boolean }

/**
 * Finds since when visitors seem to read canaries as usual again, among all canary answers, oldest first, of
 * which those since `sinceMs` are judged; null if the last ones do not look like it. It is sure at these odds.
 */
export function findFine(
  canaries: readonly WatchedAnswer[],
  {
    sinceMs,
    expectedError,
    odds = canaryRules.fineOdds,
  }: { sinceMs: number; expectedError: number; odds?: number },
): Fine | null {
  const [share] = canaryRules.attackShares
  let sum = 0
  let fromMs: number | null = null
  for (const answer of expectEach(canaries, expectedError)) {
    if (answer.givenAtMs < sinceMs) continue
    sum -= logRatio(answer, share)
    if (sum <= 0) [sum, fromMs] = [0, null]
    else fromMs ??= answer.givenAtMs
  }
  return fromMs === null ? null : { fromMs, isSure: sum >= Math.log(odds) }
}

function expectAll(answers: readonly WatchedAnswer[], expectedError: number): ExpectedAnswer[] {
  return [answers.filter(isOfCanary), answers.filter((answer) => !isOfCanary(answer))]
    .flatMap((some) => expectEach(some, expectedError))
    .toSorted((a, b) => a.givenAtMs - b.givenAtMs)
}

function isOfCanary({ of }: WatchedAnswer): boolean {
  return of === 'canary'
}

function findRise(
  answers: readonly ExpectedAnswer[],
  share: number,
  thresholdOf: (answer: WatchedAnswer) => number,
): Misread | null {
  const canaryLeast = Math.log(canaryRules.canaryOddsMin)
  let [sum, ofCanaries, first] = [0, 0, 0]
  for (const [n, answer] of answers.entries()) {
    const more = logRatio(answer, share)
    sum = answer.standing === 'cleared' ? 0 : sum + more
    ofCanaries += isOfCanary(answer) ? more : 0
    if (sum <= 0) [sum, ofCanaries, first] = [0, 0, n + 1]
    if (sum < thresholdOf(answer) || ofCanaries < canaryLeast) continue
    const canaries = answers.slice(first, n + 1).filter(isOfCanary)
    return {
      fromMs: findBegin(answers.slice(0, n + 1), share),
      wrong: canaries.filter(({ isRight }) => !isRight).length,
      asked: canaries.length,
      expected: canaries.reduce((total, { error }) => total + error, 0),
    }
  }
  return null
}

// Where the sum began to rise is only the likeliest begin. Whatever may well have belonged to the wave is held.
function findBegin(answers: readonly ExpectedAnswer[], share: number): number {
  const { beginOdds, answersBefore } = canaryRules
  const cleared = answers.findLastIndex(({ standing }) => standing === 'cleared')
  const some = answers.slice(cleared + 1)
  let [sum, most, begin] = [0, 0, 0]
  for (const [n, answer] of [...some.entries()].toReversed()) {
    sum += logRatio(answer, share)
    most = Math.max(most, sum)
    if (sum >= most - Math.log(beginOdds)) begin = n
  }
  return some[Math.max(0, begin - answersBefore)]?.givenAtMs ?? 0
}
