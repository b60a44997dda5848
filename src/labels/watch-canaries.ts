/** One answer to a known item that its visitor could not tell from an unknown one. */
export type CanaryAnswer = {
  itemId: string
  networkHash: string
  givenAtMs: number
  isRight: boolean
  /**
   * `cleared` raises no alarm, because a person said that nothing was wrong with it. `held` teaches nothing: a
   * wave must not set what it is judged by.
   */
  standing: 'fresh' | 'cleared' | 'held'
}

const dayMs = 86_400_000

/** When misread canaries mean that visitors lie. */
export const canaryRules = {
  /** The shares of lying visitors that are looked for: from some on, and nearly all. */
  attackShares: [0.3, 0.9],
  /** On average honest visitors give at least this many canary answers between two false alarms. */
  answersPerFalseAlarm: 10_000,
  /** This many times as likely as an attack that goes on is one that is over, before it counts as over. */
  fineOdds: 200,
  /**
   * A wave must not teach what is usual. So an answer teaches only what comes a week after it; after a day, it
   * can only teach that fewer errors are usual.
   */
  teachesAfterMs: { fewer: dayMs, more: 7 * dayMs },
  /** How many answers the expected error rate is worth, and that of all items for each single one. */
  expectedAnswers: 20,
  itemAnswers: 4,
  /** A fit that an attack has taught expects no more errors than this. */
  expectedMax: 0.15,
  /** Whatever is usual, no item is expected to be misread less, or more, than this. */
  errorMin: 0.05,
  errorMax: 0.6,
  /** The labels of a wave count from this many canary answers before its first misread one. */
  answersBefore: 2,
} as const

/** Canaries that visitors misread more than usual: since when, how many of how many, and how many usually. */
export type Misread = { fromMs: number; wrong: number; asked: number; expected: number }

/** A canary answer with the chance that an honest visitor is wrong. */
type Expected = CanaryAnswer & { error: number }

/**
 * Finds whether visitors are lying, in canary answers, oldest first. `expectedError` is how often the fit
 * expects them to be wrong; what is usual for the corpus and for each item is learned from the answers.
 * It sums the logarithms of how much likelier an answer is from a crowd of which a share lies (CUSUM: Page,
 * "Continuous Inspection Schemes", Biometrika 1954). The threshold bounds false alarms (Lorden 1971).
 */
export function findMisread(
  answers: readonly CanaryAnswer[],
  expectedError: number,
): Misread | null {
  const expected = expectEach(answers, expectedError)
  const { attackShares, answersPerFalseAlarm } = canaryRules
  const threshold = Math.log(answersPerFalseAlarm * attackShares.length)
  const found = attackShares.flatMap((share) => findRise(expected, share, threshold) ?? [])
  return found.toSorted((a, b) => a.fromMs - b.fromMs)[0] ?? null
}

/** Since when canaries seem to be read as usual again, and whether that is sure. */
export type Fine = { fromMs: number; isSure: boolean }

/**
 * Finds since when visitors seem to read canaries as usual again, among all canary answers, oldest first, of
 * which those since `sinceMs` are judged; null if the last ones do not look like it.
 */
export function findFine(
  answers: readonly CanaryAnswer[],
  { sinceMs, expectedError }: { sinceMs: number; expectedError: number },
): Fine | null {
  const [share] = canaryRules.attackShares
  let sum = 0
  let fromMs: number | null = null
  for (const answer of expectEach(answers, expectedError)) {
    if (answer.givenAtMs < sinceMs) continue
    sum -= logRatio(answer, share)
    if (sum <= 0) [sum, fromMs] = [0, null]
    else fromMs ??= answer.givenAtMs
  }
  return fromMs === null ? null : { fromMs, isSure: sum >= Math.log(canaryRules.fineOdds) }
}

function findRise(answers: readonly Expected[], share: number, threshold: number): Misread | null {
  let sum = 0
  let first = 0
  for (const [n, answer] of answers.entries()) {
    sum = answer.standing === 'cleared' ? 0 : sum + logRatio(answer, share)
    if (sum <= 0) [sum, first] = [0, n + 1]
    if (sum < threshold) continue
    const wave = answers.slice(first, n + 1)
    const before = Math.max(0, first - canaryRules.answersBefore)
    // What was given just before the first misread one may belong to the wave.
    const start = answers.slice(before, first + 1).find(({ standing }) => standing !== 'cleared')
    return {
      fromMs: start?.givenAtMs ?? answer.givenAtMs,
      wrong: wave.filter(({ isRight }) => !isRight).length,
      asked: wave.length,
      expected: wave.reduce((total, { error }) => total + error, 0),
    }
  }
  return null
}

function logRatio({ isRight, error }: Expected, share: number): number {
  const lying = error + share * (1 - error)
  return isRight ? Math.log((1 - lying) / (1 - error)) : Math.log(lying / error)
}

// A hard item, or one whose text the archive has wrong, is expected to be misread a week later.
function expectEach(answers: readonly CanaryAnswer[], expectedError: number): Expected[] {
  // A network is one voice: a class, or one who lies, can do no more than any other.
  const some = [...Map.groupBy(answers, ({ networkHash }) => networkHash).values()]
    .flatMap(([first]) => first ?? [])
    .toSorted((a, b) => a.givenAtMs - b.givenAtMs)
  const { fewer, more } = canaryRules.teachesAfterMs
  const usual = [fewer, more].map((afterMs) => openUsual(some, { afterMs, expectedError }))
  return some.map((answer) => {
    const error = Math.min(...usual.map(({ errorOf }) => errorOf(answer)))
    return { ...answer, error }
  })
}

type Count = { asked: number; wrong: number }

// What is usual for all items and for each, by the answers that were given long enough before.
function openUsual(
  answers: readonly CanaryAnswer[],
  { afterMs, expectedError }: { afterMs: number; expectedError: number },
) {
  const { expectedAnswers, expectedMax, itemAnswers, errorMin, errorMax } = canaryRules
  const expected = Math.min(expectedMax, expectedError)
  const all: Count = { asked: expectedAnswers, wrong: expectedAnswers * expected }
  const items = new Map<string, Count>()
  const ofItem = (itemId: string): Count => items.get(itemId) ?? { asked: 0, wrong: 0 }
  let taught = 0
  const teach = ({ itemId, isRight, standing }: CanaryAnswer): void => {
    taught += 1
    if (standing === 'held') return
    const own = ofItem(itemId)
    items.set(itemId, own)
    for (const count of [own, all]) {
      count.asked += 1
      count.wrong += isRight ? 0 : 1
    }
  }
  const isTaughtAt = ({ givenAtMs, standing }: CanaryAnswer, atMs: number): boolean =>
    standing === 'cleared' || givenAtMs <= atMs - afterMs
  return {
    errorOf: ({ itemId, givenAtMs }: CanaryAnswer): number => {
      for (let next = answers[taught]; next && isTaughtAt(next, givenAtMs); next = answers[taught])
        teach(next)
      const { asked, wrong } = ofItem(itemId)
      const error = (wrong + (itemAnswers * all.wrong) / all.asked) / (asked + itemAnswers)
      return Math.min(errorMax, Math.max(errorMin, error))
    },
  }
}
