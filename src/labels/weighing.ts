import { levels } from './levels.ts'
import {
  clarities,
  clearCount,
  firstSlot,
  noPulls,
  pullsAt,
  firstOfRow,
  slotCount,
  type Weighing,
} from './weighing-shape.ts'

export type { Weighing } from './weighing-shape.ts'

/** One answer to an item, as the weighing hears it. */
export type Voice = {
  /** How likely the answer is if this candidate were the truth, on an item of this clarity. */
  likelihoodOf(candidate: number, clarity: number): number
  /** The only candidate under which the answer is not as likely as under all others; -1 if there are more. */
  single: number
  /** Says whether this is the answer of a visitor who believes this candidate. */
  supports(candidate: number): boolean
  /**
   * The candidate that the answer can never count against: it is then at least as likely as under any other.
   * -1 if there is none.
   */
  own: number
  /**
   * How much less likely the answer is under other candidates if another answer said the same before it; 1 if
   * that makes no difference, or if one did.
   */
  again: number
  /** A machine is nobody's accomplice, so no pull draws it. */
  isPerson: boolean
  /**
   * Learns how skilled its visitor was. `amount` is how likely it is that this candidate is the truth, the
   * item has this clarity, and the answer is honest.
   */
  learn(candidate: number, clarity: number, amount: number): void
}

/** What all weighings share: the levels' shares, and the mean skill of visitors, each from 0 to 1. */
export type WeighingTerms = { shares: readonly number[]; meanSkill: number }

/** The result of a weighing. */
export type Weighed = {
  /** How likely each candidate is. */
  posterior: Float64Array
  /** How likely the item is at each level. */
  levels: Float64Array
  /** How likely each combination of candidate, level and target is, as in the weighing. */
  joint: Float64Array
}

/** Likelihoods below this are scaled up together, because only their ratios matter. */
const smallest = 1e-200
const raiseBy = 1e200

/**
 * Begins the weighing of an item with this many candidates; a pull may draw to the first `targets` of them.
 * Its size is candidates × (levels + pulled levels × targets). `known` is the candidate that is known to be right,
 * or -1.
 */
export function openWeighing(candidates: number, targets: number, known = -1): Weighing {
  const size = (known < 0 ? candidates : 1) * slotCount(targets)
  return { candidates, targets, known, values: new Float64Array(size).fill(1) }
}

/** Adds an answer, in time that does not depend on how many there are. */
export function addVoice(weighing: Weighing, voice: Voice, terms: WeighingTerms): void {
  return addVoices(weighing, [voice], terms)
}

/** Adds answers one after another. */
export function addVoices(
  weighing: Weighing,
  voices: readonly Voice[],
  { meanSkill }: WeighingTerms,
): void {
  const { candidates, targets } = weighing
  // One buffer for all: allocating one per voice takes longer than filling it.
  const room: Room = {
    rows: new Float64Array(levels.length * candidates),
    drawn: new Float64Array(targets),
    pulls: noPulls,
    least: 0,
  }
  const pulls = pullsAt(meanSkill)
  for (const voice of voices) {
    room.pulls = voice.isPerson ? pulls : noPulls
    multiply(weighing, voice, room)
  }
}

/** What is heard of one answer, in buffers for all of them. */
type Room = {
  /** How likely it is at each level for each candidate. */
  rows: Float64Array
  /** Which targets it supports. */
  drawn: Float64Array
  pulls: readonly number[]
  /** What its own candidate is multiplied by at least. */
  least: number
}

function multiply(weighing: Weighing, voice: Voice, room: Room): void {
  const { candidates, known, values } = weighing
  const { own } = voice
  listen(weighing, voice, room)
  const most = own < 0 ? 0 : mostOfOthers(weighing, voice, room)
  const end = known < 0 ? candidates : known + 1
  let largest = 0
  for (let t = Math.max(0, known); t < end; t++) {
    room.least = t === own ? most : 0
    largest = Math.max(largest, multiplyRow(weighing, t, room))
  }
  if (largest >= smallest) return
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * raiseBy
}

function listen({ candidates, targets }: Weighing, voice: Voice, { rows, drawn }: Room): void {
  const { single } = voice
  const other = single === 0 ? 1 : 0
  for (let n = 0; n < levels.length; n++) {
    const from = n * candidates
    const clarity = clarities[n] ?? 0
    // The pulled levels have one clarity.
    if (clarity === clarities[n - 1]) rows.copyWithin(from, from - candidates, from)
    else if (single >= 0) {
      const likely = voice.likelihoodOf(other, clarity)
      for (let t = 0; t < candidates; t++) rows[from + t] = likely
      rows[from + single] = voice.likelihoodOf(single, clarity)
    } else for (let t = 0; t < candidates; t++) rows[from + t] = voice.likelihoodOf(t, clarity)
  }
  for (let a = 0; a < targets; a++) drawn[a] = voice.isPerson && voice.supports(a) ? 1 : 0
}

// Its own candidate cannot lose if it is multiplied by no less than anything else. An answer that is the
// first of its text needs no more than the second would, so it does not matter which of them is first.
function mostOfOthers(
  { candidates, targets }: Weighing,
  { own, again, single }: Voice,
  { rows, drawn, pulls }: Room,
): number {
  const end = targets === 0 ? clearCount : levels.length
  // All others are alike: one of them stands for all.
  const other = single < 0 || single !== own ? -1 : own === 0 ? 1 : 0
  const firstOther = Math.max(0, other)
  const endOfOthers = other < 0 ? candidates : other + 1
  let most = 0
  for (let n = 0; n < end; n++) {
    const pull = pulls[n] ?? 0
    const pullOfOwn = pull * (drawn[own] ?? 0)
    for (let t = firstOther; t < endOfOthers; t++) {
      if (t === own) continue
      const likely = (1 - pull) * (rows[n * candidates + t] ?? 0) * again + pullOfOwn
      if (likely > most) most = likely
    }
  }
  return most
}

// Gives the largest of the products.
function multiplyRow(weighing: Weighing, t: number, { rows, drawn, pulls, least }: Room): number {
  const { candidates, targets, values } = weighing
  let at = firstOfRow(weighing, t)
  let largest = 0
  for (let n = 0; n < levels.length; n++) {
    const pull = pulls[n] ?? 0
    const honest = (1 - pull) * (rows[n * candidates + t] ?? 0)
    const width = n < clearCount ? 1 : targets
    for (let a = 0; a < width; a++) {
      const likely = honest + pull * (drawn[a] ?? 0)
      const value = (values[at] ?? 0) * (likely < least ? least : likely)
      values[at++] = value
      if (value > largest) largest = value
    }
  }
  return largest
}

/**
 * Gives the posterior of each candidate by Bayes' rule: its prior, times the likelihood of all answers if it
 * were the truth, averaged over the levels and over what a pull may draw to.
 */
export function closeWeighing(
  weighing: Weighing,
  { shares }: WeighingTerms,
  prior: ArrayLike<number>,
): Weighed {
  const { candidates, known, values } = weighing
  const joint = new Float64Array(values.length)
  const posterior = new Float64Array(candidates)
  const levelPosterior = new Float64Array(levels.length)
  for (let t = 0; t < candidates; t++) {
    if (known >= 0 && t !== known) continue
    const weight = prior[t] ?? 0
    for (let n = 0; n < levels.length; n++) {
      const sum = joinLevel({ weighing, joint, t, n }, weight * (shares[n] ?? 0))
      posterior[t] = (posterior[t] ?? 0) + sum
      levelPosterior[n] = (levelPosterior[n] ?? 0) + sum
    }
  }
  const sum = normalise(posterior)
  normalise(levelPosterior)
  if (sum > 0) for (let at = 0; at < joint.length; at++) joint[at] = (joint[at] ?? 0) / sum
  return { posterior, levels: levelPosterior, joint }
}

type Part = { weighing: Weighing; joint: Float64Array; t: number; n: number }

// A pull never draws to the truth. If there is nothing else to draw to, there is no pull.
function joinLevel({ weighing, joint, t, n }: Part, weight: number): number {
  const { targets, values } = weighing
  const first = firstOfRow(weighing, t) + firstSlot(n, targets)
  if (n < clearCount) return (joint[first] = weight * (values[first] ?? 0))
  const others = t < targets ? targets - 1 : targets
  let sum = 0
  for (let a = 0; a < targets; a++) {
    if (a === t) continue
    const value = (weight / others) * (values[first + a] ?? 0)
    joint[first + a] = value
    sum += value
  }
  return sum
}

// Divided by their own sum, so that rounding puts no share above 1.
function normalise(values: Float64Array): number {
  let sum = 0
  for (let n = 0; n < values.length; n++) sum += values[n] ?? 0
  if (sum > 0) for (let n = 0; n < values.length; n++) values[n] = (values[n] ?? 0) / sum
  return sum
}
