/** One network's answer to an item. */
export type GivenText = {
  network: number
  key: string
  /** How likely the key is to be wrong. */
  wrong: number
  /** How often the network gets known items wrong; neither 0 nor 1. */
  errorRate: number
  /** The same in log-odds. */
  errorOdds: number
  /**
   * By how much, in log-odds, the network gives a key more readily than others do; null if it leans to none.
   */
  lean: ((key: string) => number) | null
}

/** What all networks of an item gave, summed up so that what the others of a pair gave is found at once. */
export type Crowd = {
  size: number
  wrong: number
  meanError: number
  /** The same in log-odds. */
  meanOdds: number
  /** For each key given: how likely it is to be wrong, and the sum of that over those who gave it. */
  keys: ReadonlyMap<string, { wrong: number; sum: number }>
  /** The sum of the squares of those sums. */
  squares: number
}

const chanceRules = {
  /** The weight of the networks' own error rates against what the others gave for the item. */
  priorAnswers: 2,
  /** Chances are kept between this and one minus this. */
  chanceMin: 0.01,
} as const

/** A chance, kept away from 0 and 1. */
export function clampChance(p: number): number {
  return Math.min(1 - chanceRules.chanceMin, Math.max(chanceRules.chanceMin, p))
}

/** The log-odds of a chance. */
export function logit(p: number): number {
  return Math.log(p / (1 - p))
}

/** Sums up what the networks of an item gave. */
export function crowdOf(answers: readonly GivenText[]): Crowd {
  const keys = new Map<string, { wrong: number; sum: number }>()
  let wrongOfAll = 0
  let errors = 0
  for (const { key, wrong, errorRate } of answers) {
    keys.set(key, { wrong, sum: (keys.get(key)?.sum ?? 0) + wrong })
    wrongOfAll += wrong
    errors += errorRate
  }
  const squares = [...keys.values()].reduce((total, { sum }) => total + sum ** 2, 0)
  const meanError = errors / answers.length
  const meanOdds = logit(meanError)
  return { size: answers.length, wrong: wrongOfAll, meanError, meanOdds, keys, squares }
}

/** How likely two networks are to be wrong alike: both by chance, and each given what the other said. */
export type ChanceAlike = { both: number; one: number; other: number }

/**
 * How likely two networks are to give the same wrong key by chance. The others' answers show how hard the
 * item is. Ability, difficulty and lean add up in log-odds, as in Rasch's model and GLAD. Wrong keys coincide
 * as those of the others did, or at the given rate if there were few.
 */
export function chanceAlike(
  one: GivenText,
  other: GivenText,
  crowd: Crowd,
  coincidence: number,
): ChanceAlike {
  const wrong = Math.max(0, crowd.wrong - one.wrong - other.wrong)
  const same = wrong > 0 ? squaresWithout(crowd, one, other) / wrong : 0
  const alike = Math.min(1, (same + coincidence) / (wrong + 1))
  const shift = difficultyOf(wrong, crowd)
  const errorOf = ({ errorOdds, lean }: GivenText, key: string): number =>
    1 / (1 + Math.exp(-errorOdds - shift - (lean?.(key) ?? 0)))
  const [ofOne, ofOther] = [errorOf(one, other.key), errorOf(other, one.key)]
  const both =
    one.lean || other.lean
      ? bothWrong(crowd, (key) => errorOf(one, key) * errorOf(other, key))
      : ofOne * ofOther
  return {
    both: both * alike,
    one: other.wrong * ofOne * alike,
    other: one.wrong * ofOther * alike,
  }
}

// The posteriors say which key is wrong.
function bothWrong({ keys }: Crowd, chanceOf: (key: string) => number): number {
  let sum = 0
  let weights = 0
  for (const [key, { wrong }] of keys) {
    sum += wrong * chanceOf(key)
    weights += wrong
  }
  return weights > 0 ? sum / weights : 0
}

// By how much the item is harder than others, in log-odds, judging by the others of a pair.
function difficultyOf(wrongOfOthers: number, { size, meanError, meanOdds }: Crowd): number {
  const { priorAnswers } = chanceRules
  const hard = (wrongOfOthers + priorAnswers * meanError) / Math.max(1, size - 2 + priorAnswers)
  return logit(clampChance(hard)) - meanOdds
}

function squaresWithout({ squares, keys }: Crowd, one: GivenText, other: GivenText): number {
  const shareOf = (key: string, wrong: number): number => {
    const sum = keys.get(key)?.sum ?? 0
    return sum ** 2 - Math.max(0, sum - wrong) ** 2
  }
  const own =
    one.key === other.key
      ? shareOf(one.key, one.wrong + other.wrong)
      : shareOf(one.key, one.wrong) + shareOf(other.key, other.wrong)
  return Math.max(0, squares - own)
}
