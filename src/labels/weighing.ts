import { levels, pullOf } from './levels.ts'

/** One answer to an item, as the weighing hears it. */
export type Voice = {
  /**
   * Writes how likely the answer is for each candidate, if that were the truth, on an item of this clarity.
   */
  fill(clarity: number, row: Float64Array): void
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

/** The state of an item's weighing: a likelihood for each candidate, level and target of a pull. */
export type Weighing = { candidates: number; targets: number; values: Float64Array }

/** The result of a weighing. */
export type Weighed = {
  /** How likely each candidate is. */
  posterior: Float64Array
  /** How likely the item is at each level. */
  levels: Float64Array
  /** How likely each combination of candidate, level and target is, as in the weighing. */
  joint: Float64Array
}

const clearCount = levels.filter(({ pull }) => pull === 0).length
const pulledCount = levels.length - clearCount
/** Likelihoods below this are scaled up together, because only their ratios matter. */
const smallest = 1e-200
const raiseBy = 1e200

function slotCount(targets: number): number {
  return clearCount + pulledCount * targets
}

/**
 * Begins the weighing of an item with this many candidates; a pull may draw to the first `targets` of them.
 * Its size is candidates × (levels + pulled levels × targets).
 */
export function openWeighing(candidates: number, targets: number): Weighing {
  return {
    candidates,
    targets,
    values: new Float64Array(candidates * slotCount(targets)).fill(1),
  }
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
  const { candidates, values } = weighing
  // One buffer for all: allocating one per voice takes longer than filling it.
  const likely = new Float64Array(values.length)
  const row = new Float64Array(candidates)
  const pulls = pullsAt(meanSkill)
  for (const voice of voices) {
    fillLikely(weighing, voice, { likely, row, pulls: voice.isPerson ? pulls : noPulls })
    multiply(values, likely)
  }
}

function multiply(values: Float64Array, likely: Float64Array): void {
  let largest = 0
  for (let at = 0; at < values.length; at++) {
    const value = (values[at] ?? 0) * (likely[at] ?? 0)
    values[at] = value
    if (value > largest) largest = value
  }
  if (largest >= smallest) return
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * raiseBy
}

const noPulls: readonly number[] = levels.map(() => 0)

function pullsAt(meanSkill: number): number[] {
  return levels.map((level) => pullOf(level, meanSkill))
}

type Room = { likely: Float64Array; row: Float64Array; pulls: readonly number[] }

function fillLikely({ candidates, targets }: Weighing, voice: Voice, room: Room): void {
  const { likely, row, pulls } = room
  const { own, again } = voice
  const slots = slotCount(targets)
  const drawn = drawnTo(voice, targets)
  let filledFor = -1
  let most = 0
  for (let n = 0; n < levels.length; n++) {
    const clarity = clarityAt(n)
    if (clarity !== filledFor) voice.fill(clarity, row)
    filledFor = clarity
    const pull = pulls[n] ?? 0
    const first = firstSlot(n, targets)
    const width = n < clearCount ? 1 : targets
    const pullOfOwn = pull * (drawn[own] ?? 0)
    for (let t = 0; t < candidates; t++) {
      const honest = (1 - pull) * (row[t] ?? 0)
      const begin = t * slots + first
      for (let a = 0; a < width; a++) likely[begin + a] = honest + pull * (drawn[a] ?? 0)
      if (t !== own && width > 0) most = Math.max(most, honest * again + pullOfOwn)
    }
  }
  if (own >= 0) raiseOwn(likely, { begin: own * slots, slots, most })
}

function clarityAt(n: number): number {
  return levels[n]?.clarity ?? 0
}

function firstSlot(level: number, targets: number): number {
  return level < clearCount ? level : clearCount + (level - clearCount) * targets
}

function drawnTo(voice: Voice, targets: number): Float64Array {
  const drawn = new Float64Array(targets)
  for (let a = 0; a < targets; a++) drawn[a] = voice.isPerson && voice.supports(a) ? 1 : 0
  return drawn
}

type Own = { begin: number; slots: number; most: number }

// Its own candidate cannot lose if it is multiplied by no less than anything else. An answer that is the
// first of its text needs no more than the second would, so it does not matter which of them is first.
function raiseOwn(likely: Float64Array, { begin, slots, most }: Own): void {
  for (let at = begin; at < begin + slots; at++) if ((likely[at] ?? 0) < most) likely[at] = most
}

/**
 * Gives the posterior of each candidate by Bayes' rule: its prior, times the likelihood of all answers if it
 * were the truth, averaged over the levels and over what a pull may draw to. `known` is the candidate that is
 * known to be right, or -1.
 */
export function closeWeighing(
  weighing: Weighing,
  { shares }: WeighingTerms,
  { prior, known }: { prior: ArrayLike<number>; known: number },
): Weighed {
  const { candidates, values } = weighing
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
  const first = t * slotCount(targets) + firstSlot(n, targets)
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

/** Possibilities below this teach nothing. */
const amountMin = 1e-4

/** Lets each answer learn from the result of the weighing (the M step of EM). */
export function teachVoices(
  voices: readonly Voice[],
  weighing: Weighing,
  { joint }: Weighed,
  { meanSkill }: WeighingTerms,
): void {
  const cells = likelyCells(weighing, joint)
  const row = new Float64Array(weighing.candidates)
  const pulls = pullsAt(meanSkill)
  for (const voice of voices) {
    let filledFor = -1
    for (const { n, t, a, likely } of cells) {
      const clarity = clarityAt(n)
      if (clarity !== filledFor) voice.fill(clarity, row)
      filledFor = clarity
      const pull = voice.isPerson ? (pulls[n] ?? 0) : 0
      const drawn = pull > 0 && voice.supports(a) ? pull : 0
      const amount = likely * honestShare((1 - pull) * (row[t] ?? 0), drawn)
      if (amount >= amountMin) voice.learn(t, clarity, amount)
    }
  }
}

type Cell = { n: number; t: number; a: number; likely: number }

// Goes level by level, so that a voice fills its row once for each.
function likelyCells({ candidates, targets }: Weighing, joint: Float64Array): Cell[] {
  const slots = slotCount(targets)
  const cells: Cell[] = []
  for (let n = 0; n < levels.length; n++) {
    const first = firstSlot(n, targets)
    const width = n < clearCount ? 1 : targets
    for (let a = 0; a < width; a++)
      for (let t = 0; t < candidates; t++) {
        const likely = joint[t * slots + first + a] ?? 0
        if (likely >= amountMin) cells.push({ n, t, a, likely })
      }
  }
  return cells
}

function honestShare(honest: number, drawn: number): number {
  return honest > 0 ? honest / (honest + drawn) : 0
}
