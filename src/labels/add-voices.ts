import { levels } from './levels.ts'
import { ownBuffers, type Buffers } from './buffers.ts'
import {
  columnCount,
  tableColumns,
  type ClassVoice,
  type SingleVoice,
  type Voice,
} from './voice.ts'
import { clarities, clearCount, noPulls, pullsAt, stepOf, type Weighing } from './weighing-shape.ts'
import type { WeighingTerms } from './weighing.ts'

/** Likelihoods below this are scaled up together, because only their ratios matter. */
const smallest = 1e-200
const raiseBy = 1e200

/** Adds an answer, in time that does not depend on how many there are. */
export function addVoice(weighing: Weighing, voice: Voice, terms: WeighingTerms): void {
  return addVoices(weighing, [voice], terms)
}

/** Adds answers one after another. */
export function addVoices(
  weighing: Weighing,
  voices: readonly Voice[],
  { meanSkill }: WeighingTerms,
  buffers: Buffers = ownBuffers,
): void {
  const { values } = weighing
  const factors = buffers.take('factors', factorsPerLevel * (levels.length - clearCount))
  const pulls = pullsAt(meanSkill)
  let heard: Heard | null = null
  for (const voice of voices) {
    const pullsOn = voice.isPerson ? pulls : noPulls
    const largest =
      voice.table === null
        ? addClass(weighing, voice, pullsOn, (heard ??= openHeard(weighing)))
        : addSingle(weighing, voice, pullsOn, factors)
    if (largest >= smallest) continue
    for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * raiseBy
  }
}

type Pulls = readonly number[]

// Gives the largest of the products, as the next does.
function addSingle(
  weighing: Weighing,
  voice: SingleVoice,
  pulls: Pulls,
  factors: Float64Array,
): number {
  const { candidates, targets, known, values } = weighing
  const { single, own, table } = voice
  const least = own < 0 ? 0 : mostOfOther(weighing, voice, pulls)
  findFactors(voice, pulls, least, factors)
  const end = known < 0 ? candidates : known + 1
  let at = 0
  let largest = 0
  for (let t = Math.max(0, known); t < end; t++) {
    const isSingle = t === single
    const leastOfRow = isSingle ? least : 0
    const column = isSingle ? tableColumns.likelyOfSingle : tableColumns.likelyOfOther
    for (let n = 0; n < clearCount; n++) {
      const likely = table[columnCount * n + column] ?? 0
      const value = (values[at] ?? 0) * (likely < leastOfRow ? leastOfRow : likely)
      values[at] = value
      at += 1
      if (value > largest) largest = value
    }
    for (let from = isSingle ? 0 : 2; from < factors.length; from += factorsPerLevel) {
      const to = factors[from] ?? 0
      const past = factors[from + 1] ?? 0
      for (let a = 0; a < targets; a++) {
        const value = (values[at] ?? 0) * (a === single ? to : past)
        values[at] = value
        at += 1
        if (value > largest) largest = value
      }
    }
  }
  return largest
}

const factorsPerLevel = 4

// By what is multiplied at each level with a pull, where it draws to the single candidate and where past it: first in
// the row of the single candidate, then in others.
function findFactors(
  { table, isFor, isPerson }: SingleVoice,
  pulls: Pulls,
  least: number,
  factors: Float64Array,
): void {
  const row = columnCount * clearCount
  const likelyOfSingle = table[row + tableColumns.likelyOfSingle] ?? 0
  const likelyOfOther = table[row + tableColumns.likelyOfOther] ?? 0
  for (let at = 0, n = clearCount; at < factors.length; at += factorsPerLevel, n++) {
    const pull = isPerson ? (pulls[n] ?? 0) : 0
    const to = isFor ? pull : 0
    const past = isFor ? 0 : pull
    const single = (1 - pull) * likelyOfSingle
    const other = (1 - pull) * likelyOfOther
    factors[at] = single + to < least ? least : single + to
    factors[at + 1] = single + past < least ? least : single + past
    factors[at + 2] = other + to
    factors[at + 3] = other + past
  }
}

// Its own candidate cannot lose if it is multiplied by no less than anything else. An answer that is the
// first of its text needs no more than the second would, so it does not matter which of them is first.
function mostOfOther(
  { targets }: Weighing,
  { table, again, isFor, isPerson }: SingleVoice,
  pulls: Pulls,
): number {
  const end = targets === 0 ? clearCount : levels.length
  let most = 0
  for (let n = 0; n < end; n++) {
    const pull = pulls[n] ?? 0
    const other = table[columnCount * stepOf(n) + tableColumns.likelyOfOther] ?? 0
    most = Math.max(most, (1 - pull) * other * again + (isPerson && isFor ? pull : 0))
  }
  return most
}

/** What is heard of an answer to a choice of classes: how likely it is at each level, and what it supports. */
type Heard = { rows: Float64Array; drawn: Float64Array }

// One pair of buffers for all answers: allocating them takes longer than filling them.
function openHeard({ candidates, targets }: Weighing): Heard {
  return {
    rows: new Float64Array(levels.length * candidates),
    drawn: new Float64Array(targets),
  }
}

function addClass(weighing: Weighing, voice: ClassVoice, pulls: Pulls, heard: Heard): number {
  const { candidates, targets, known, values } = weighing
  const { rows, drawn } = heard
  const { own } = voice
  hearClass(weighing, voice, heard)
  const least = own < 0 ? 0 : mostOfOthers(weighing, voice, pulls, heard)
  const end = known < 0 ? candidates : known + 1
  let at = 0
  let largest = 0
  for (let t = Math.max(0, known); t < end; t++)
    for (let n = 0; n < levels.length; n++) {
      const pull = pulls[n] ?? 0
      const honest = (1 - pull) * (rows[n * candidates + t] ?? 0)
      const leastOfRow = t === own ? least : 0
      const width = n < clearCount ? 1 : targets
      for (let a = 0; a < width; a++) {
        const likely = honest + pull * (drawn[a] ?? 0)
        const value = (values[at] ?? 0) * (likely < leastOfRow ? leastOfRow : likely)
        values[at++] = value
        if (value > largest) largest = value
      }
    }
  return largest
}

function hearClass(
  { candidates, targets }: Weighing,
  voice: ClassVoice,
  { rows, drawn }: Heard,
): void {
  for (let n = 0; n < levels.length; n++) {
    const from = n * candidates
    const clarity = clarities[n] ?? 0
    // The pulled levels have one clarity.
    if (clarity === clarities[n - 1]) rows.copyWithin(from, from - candidates, from)
    else for (let t = 0; t < candidates; t++) rows[from + t] = voice.likelihoodOf(t, clarity)
  }
  for (let a = 0; a < targets; a++) drawn[a] = voice.isPerson && voice.supports(a) ? 1 : 0
}

function mostOfOthers(
  { candidates, targets }: Weighing,
  { own, again }: ClassVoice,
  pulls: Pulls,
  { rows, drawn }: Heard,
): number {
  const end = targets === 0 ? clearCount : levels.length
  let most = 0
  for (let n = 0; n < end; n++) {
    const pull = pulls[n] ?? 0
    const pullOfOwn = pull * (drawn[own] ?? 0)
    for (let t = 0; t < candidates; t++) {
      if (t === own) continue
      const likely = (1 - pull) * (rows[n * candidates + t] ?? 0) * again + pullOfOwn
      if (likely > most) most = likely
    }
  }
  return most
}
