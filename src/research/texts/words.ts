import { weighBallot, type TextBallot, type TextCrowd } from './ballot.ts'
import { estimateAccuracies, logOddsOf, type Records } from './worker-accuracy.ts'

/** The result of a fit: a posterior per ballot, over its keys and, last, none of them. */
export type WordsFit = { posteriors: readonly Float64Array[]; crowd: TextCrowd }

/** When a known task's text is none of the keys, or nothing is known about it. */
export const notSeen = -1
export const notKnown = -2

const emRules = {
  rounds: 20,
  /** Before anything is learned. */
  coincidence: 0.3,
  coincidenceMin: 0.01,
  coincidenceMax: 0.9,
  /** How many pairs of wrong answers the first guess of the coincidence is worth. */
  coincidenceStrength: 10,
} as const

/**
 * Weighs words by expectation-maximisation, as Dawid and Skene (1979) do classes. The candidates of a task
 * are the keys seen and "none of these". Each worker has one accuracy, and all share the rate at which their
 * wrong answers coincide. `known` says per ballot which key is right (or `notSeen`, `notKnown`).
 */
export function fitWords(
  ballots: readonly TextBallot[],
  known: ArrayLike<number>,
  workerCount: number,
): WordsFit {
  const accuracies = estimateAccuracies(noRecords(workerCount))
  let crowd: TextCrowd = { logOdds: logOddsOf(accuracies), coincidence: emRules.coincidence }
  const expect = (): Float64Array[] =>
    ballots.map(
      (ballot, task) => clamped(ballot, known[task] ?? notKnown) ?? weighBallot(ballot, crowd),
    )
  for (let round = 0; round < emRules.rounds; round++) {
    const posteriors = expect()
    crowd = maximise(ballots, posteriors, { known, workerCount, crowd })
  }
  return { posteriors: expect(), crowd }
}

function noRecords(workerCount: number): Records {
  return {
    right: new Float64Array(workerCount),
    count: new Float64Array(workerCount),
  }
}

function clamped({ keys }: TextBallot, key: number): Float64Array | null {
  if (key === notKnown) return null
  const posterior = new Float64Array(keys.length + 1)
  posterior[key === notSeen ? keys.length : key] = 1
  return posterior
}

function maximise(
  ballots: readonly TextBallot[],
  posteriors: readonly Float64Array[],
  before: { known: ArrayLike<number>; workerCount: number; crowd: TextCrowd },
): TextCrowd {
  const { workerCount, crowd, known } = before
  const records = noRecords(workerCount)
  const pairs = {
    same: emRules.coincidence * emRules.coincidenceStrength,
    all: emRules.coincidenceStrength as number,
  }
  ballots.forEach((ballot, task) => {
    const posterior = posteriors[task]
    if (!posterior) return
    const isKnown = (known[task] ?? notKnown) !== notKnown
    record(records, ballot, isKnown ? asKnown(posterior) : withoutOwn(ballot, posterior, crowd))
    countCoincidences(pairs, ballot, posterior)
  })
  const coincidence = Math.min(
    emRules.coincidenceMax,
    Math.max(emRules.coincidenceMin, pairs.same / pairs.all),
  )
  return { logOdds: logOddsOf(estimateAccuracies(records)), coincidence }
}

type Judgement = { right: number; weight: number }

function record(
  { right, count }: Records,
  { votes }: TextBallot,
  judge: (key: number, worker: number) => Judgement,
): void {
  for (const { worker, key } of votes) {
    const judged = judge(key, worker)
    right[worker] = (right[worker] ?? 0) + judged.right
    count[worker] = (count[worker] ?? 0) + judged.weight
  }
}

function asKnown(posterior: Float64Array) {
  return (key: number): Judgement => ({ right: posterior[key] ?? 0, weight: 1 })
}

// An answer is judged by the others alone, as far as they know the truth: nobody is right because they say so
// themselves, nor wrong because nobody knows. Leaving a vote out divides the odds of its key by p / ((1 - p)
// c), and changes no other odds.
function withoutOwn({ counts }: TextBallot, posterior: Float64Array, crowd: TextCrowd) {
  return (key: number, worker: number): Judgement => {
    const probability = posterior[key] ?? 0
    const gain = (crowd.logOdds[worker] ?? 0) - Math.log(crowd.coincidence)
    const left = (counts[key] ?? 0) < 2 ? 0 : probability * Math.exp(-Math.max(0, gain))
    const all = left + 1 - probability
    if (all <= 0) return { right: 1, weight: 1 }
    return { right: left / all, weight: 1 - (posterior.at(-1) ?? 0) / all }
  }
}

// Of the wrong answers that came after another wrong one, those that were the same as an earlier one.
function countCoincidences(
  pairs: { same: number; all: number },
  { counts, votes }: TextBallot,
  posterior: Float64Array,
): void {
  posterior.forEach((probability, truth) => {
    const wrong = votes.length - (counts[truth] ?? 0)
    const distinct = counts.length - (truth < counts.length ? 1 : 0)
    pairs.same += probability * (wrong - distinct)
    pairs.all += probability * Math.max(0, wrong - 1)
  })
}
