/**
 * One answer that shows how well visitors read: to a canary, a known item that its visitor could not tell from an
 * unknown one, or the second to an unknown item, which is right if it agrees with the first.
 */
export type WatchedAnswer = {
  of: 'canary' | 'second'
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

/** How what is usual is learned from earlier canary answers. */
const usualRules = {
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
} as const

/** A watched answer with the chance that an honest visitor is wrong, or contradicts another. */
export type ExpectedAnswer = WatchedAnswer & { error: number }

/** How much likelier an answer is, as a logarithm, from a crowd of which this share lies than from the usual one. */
export function logRatio({ of, isRight, error }: ExpectedAnswer, share: number): number {
  const right = 1 - error
  // Who lies misreads a canary. Of two answers to an item, two lies agree, and a lie with no other.
  const lying = of === 'canary' ? (1 - share) * right : (1 - share) ** 2 * right + share ** 2
  return isRight ? Math.log(lying / right) : Math.log((1 - lying) / error)
}

/**
 * Gives each of these answers, all to canaries or all second ones, the chance that an honest visitor is wrong; only
 * the first of each network, oldest first. A hard item, or one whose text the archive has wrong, is expected to be
 * misread a week later.
 */
export function expectEach(
  answers: readonly WatchedAnswer[],
  expectedError: number,
): ExpectedAnswer[] {
  // A network is one voice: a class, or one who lies, can do no more than any other.
  const of = answers[0]?.of ?? 'canary'
  const some = [...Map.groupBy(answers, ({ networkHash }) => networkHash).values()]
    .flatMap(([first]) => first ?? [])
    .toSorted((a, b) => a.givenAtMs - b.givenAtMs)
  const { fewer, more } = usualRules.teachesAfterMs
  const usual = [fewer, more].map((afterMs) => openUsual(some, { afterMs, expectedError, of }))
  return some.map((answer) => {
    const error = Math.min(...usual.map(({ errorOf }) => errorOf(answer)))
    return { ...answer, error }
  })
}

type Count = { asked: number; wrong: number }

// What is usual for all items and for each, by the answers that were given long enough before.
function openUsual(
  answers: readonly WatchedAnswer[],
  {
    afterMs,
    expectedError,
    of,
  }: { afterMs: number; expectedError: number; of: WatchedAnswer['of'] },
) {
  const { expectedAnswers, expectedMax, itemAnswers, errorMin, errorMax } = usualRules
  const one = Math.min(expectedMax, expectedError)
  const expected = of === 'canary' ? one : 1 - (1 - one) ** 2
  const all: Count = { asked: expectedAnswers, wrong: expectedAnswers * expected }
  const items = new Map<string, Count>()
  const ofItem = (itemId: string): Count => items.get(itemId) ?? { asked: 0, wrong: 0 }
  let taught = 0
  const teach = ({ itemId, isRight, standing }: WatchedAnswer): void => {
    taught += 1
    if (standing === 'held') return
    const own = ofItem(itemId)
    items.set(itemId, own)
    for (const count of [own, all]) {
      count.asked += 1
      count.wrong += isRight ? 0 : 1
    }
  }
  const isTaughtAt = ({ givenAtMs, standing }: WatchedAnswer, atMs: number): boolean =>
    standing === 'cleared' || givenAtMs <= atMs - afterMs
  return {
    errorOf: ({ itemId, givenAtMs }: WatchedAnswer): number => {
      for (let next = answers[taught]; next && isTaughtAt(next, givenAtMs); next = answers[taught])
        teach(next)
      const { asked, wrong } = ofItem(itemId)
      const error = (wrong + (itemAnswers * all.wrong) / all.asked) / (asked + itemAnswers)
      return Math.min(errorMax, Math.max(errorMin, error))
    },
  }
}
