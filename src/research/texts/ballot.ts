import { countEdits, signsOf } from '../../text/edits.ts'

/** What was answered in one place: votes for keys, each of one worker. */
export type TextBallot = {
  keys: readonly string[]
  votes: readonly { worker: number; key: number }[]
  /** How many votes a key has. */
  counts: readonly number[]
  /**
   * How much the other keys speak for a key, in nats: those that look like misreadings of it speak for
   * it, those that are unlike it against it.
   */
  closeness: Float64Array
}

/** What is held of those who answer. */
export type TextCrowd = {
  /** Per worker: log p / (1 - p), where p is how often the worker is right. */
  logOdds: Float64Array
  /** How likely a second wrong answer is the same as the first, from 0 to 1. */
  coincidence: number
}

/**
 * What a misreading costs, sign by sign: those who err leave signs out more often than they put some in
 * that are not there, so that of two texts the fuller one is likelier the truth. (Of the answers in words_a
 * that differ from a majority of 70 %, 1,555 are shorter than it and 852 longer.)
 */
const misreading = { leftOut: 0.5, putIn: 1.5, changed: 1 } as const

/** What is compared: votes alone tell longer keys apart, and those of a ballot with more of them. */
const compared = { signsMax: 64, keysMax: 40 } as const

/**
 * Makes a ballot of votes. `strength` is in nats: each other key adds half of it to a key that it is quite
 * like, and takes half of it from one that it is quite unlike.
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
 * Under the truth x an answer x has the likelihood p, the first of another key 1 - p, each more of that
 * key (1 - p) c. By "none of these", under which all are wrong, x has then the odds of the product over its
 * own votes of p / (1 - p), times c for none but the first: a product, so the order of answers is
 * nothing to it, and after one answer x has the probability p. No vote counts against its own key: p is
 * held to be c / (1 + c) at least.
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

/** The place of the most probable key; of equals the first. */
export function bestKey({ keys }: TextBallot, posterior: Float64Array): number {
  let best = 0
  for (let key = 1; key < keys.length; key++)
    if ((posterior[key] ?? 0) > (posterior[best] ?? 0)) best = key
  return best
}
