import { countEdits, signsOf } from '../../text/edits.ts'

/** What was answered in one place: votes for keys, each by one worker. */
export type TextBallot = {
  keys: readonly string[]
  votes: readonly { worker: number; key: number }[]
  /** How many votes a key has. */
  counts: readonly number[]
  /**
   * How much the other keys support a key, in nats: those that look like misreadings of it support it, and
   * those that are unlike it count against it.
   */
  closeness: Float64Array
}

/** What is assumed about those who answer. */
export type TextCrowd = {
  /** Per worker: log p / (1 - p), where p is how often the worker is right. */
  logOdds: Float64Array
  /** How likely a second wrong answer is to be the same as the first, from 0 to 1. */
  coincidence: number
}

/**
 * The cost of a misreading, character by character. People leave characters out more often than they add
 * some, so the fuller of two texts is likelier to be the truth. (Of the answers in words_a that differ from a
 * majority of 70 %, 1,555 are shorter than it and 852 longer.)
 */
const misreading = { leftOut: 0.5, putIn: 1.5, changed: 1 } as const

/** The limits of this comparison: longer keys, or those of larger ballots, are decided by votes alone. */
const compared = { signsMax: 64, keysMax: 40 } as const

/**
 * Makes a ballot from votes. `strength` is in nats: each other key adds half of it to a key that it closely
 * resembles, and subtracts half of it from one that it is quite unlike.
 */
export function ballotOf(
  keys: readonly string[],
  votes: readonly { worker: number; key: number }[],
  strength: number,
): TextBallot {
  const counts = keys.map(() => 0)
  for (const { key } of votes) counts[key] = (counts[key] ?? 0) + 1
  return { keys, votes, counts, closeness: closenessOf(keys, strength) }
}

function closenessOf(keys: readonly string[], strength: number): Float64Array {
  if (keys.length < 2 || keys.length > compared.keysMax) return new Float64Array(keys.length)
  const signs = keys.map(signsOf)
  const isCompared = ({ length }: Uint32Array): boolean => length > 0 && length <= compared.signsMax
  return Float64Array.from(signs, (truth) => {
    if (!isCompared(truth)) return 0
    let sum = 0
    for (const read of signs) {
      if (read === truth || !isCompared(read)) continue
      const cost = countEdits(truth, read, misreading) / Math.max(truth.length, read.length)
      sum += strength * (0.5 - cost)
    }
    return sum
  })
}

/**
 * The posterior over the keys of a ballot and, last, over "none of these".
 *
 * If x is the truth, an answer x has the likelihood p, the first of another key 1 - p, and each further one
 * of that key (1 - p) c. Relative to "none of these", under which all are wrong, x then has the odds of the
 * product over its own votes of p / (1 - p), divided by c for all but the first. A product does not depend on
 * the order of answers, and after one answer x has the probability p. No vote counts against its own key: p
 * is held to at least c / (1 + c).
 */
export function weighBallot(ballot: TextBallot, crowd: TextCrowd): Float64Array {
  const none = ballot.keys.length
  const posterior = new Float64Array(none + 1)
  const perRepeat = -Math.log(crowd.coincidence)
  for (const { worker, key } of ballot.votes)
    posterior[key] =
      (posterior[key] ?? 0) + Math.max(crowd.logOdds[worker] ?? 0, -perRepeat) + perRepeat
  let top = 0
  for (let key = 0; key < none; key++) {
    const odds = (posterior[key] ?? 0) - perRepeat + (ballot.closeness[key] ?? 0)
    posterior[key] = odds
    top = Math.max(top, odds)
  }
  let sum = 0
  for (let key = 0; key <= none; key++) {
    const weight = Math.exp((posterior[key] ?? 0) - top)
    posterior[key] = weight
    sum += weight
  }
  return posterior.map((weight) => weight / sum)
}

/** The place of the most probable key; the first if several are equal. */
export function bestKey({ keys }: TextBallot, posterior: Float64Array): number {
  let best = 0
  for (let key = 1; key < keys.length; key++)
    if ((posterior[key] ?? 0) > (posterior[best] ?? 0)) best = key
  return best
}
