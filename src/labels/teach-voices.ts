import { levels } from './levels.ts'
import {
  columnCount,
  tableColumns,
  type ClassVoice,
  type SingleVoice,
  type Voice,
} from './voice.ts'
import {
  clarities,
  clearCount,
  firstOfRow,
  firstSlot,
  noPulls,
  pullsAt,
  stepOf,
  type Weighing,
} from './weighing-shape.ts'
import type { Weighed, WeighingTerms } from './weighing.ts'

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
  const pulls = pullsAt(meanSkill)
  for (const voice of voices) {
    const pullsOn = voice.isPerson ? pulls : noPulls
    if (voice.table === null) teachClass(voice, cells, pullsOn)
    else teachSingle(voice, cells, pullsOn)
  }
}

function teachSingle(
  { single, isFor, table, counts }: SingleVoice,
  cells: readonly Cell[],
  pulls: readonly number[],
): void {
  const { likelyOfSingle, likelyOfOther, foundOfSingle, foundOfOther } = tableColumns
  for (const { n, t, a, likely } of cells) {
    const pull = pulls[n] ?? 0
    const isSingle = t === single
    const at = columnCount * stepOf(n)
    const likelihood = table[at + (isSingle ? likelyOfSingle : likelyOfOther)] ?? 0
    const drawn = (a === single) === isFor ? pull : 0
    const amount = likely * honestShare((1 - pull) * likelihood, drawn)
    if (amount < amountMin) continue
    const found = amount * (table[at + (isSingle ? foundOfSingle : foundOfOther)] ?? 0)
    for (let k = 0; k < counts.length; k++) {
      const count = counts[k]
      if (!count) continue
      count.tried += amount
      count.found += found
    }
  }
}

function teachClass(voice: ClassVoice, cells: readonly Cell[], pulls: readonly number[]): void {
  for (const { n, t, a, likely } of cells) {
    const clarity = clarities[n] ?? 0
    const pull = pulls[n] ?? 0
    const drawn = pull > 0 && voice.supports(a) ? pull : 0
    const amount = likely * honestShare((1 - pull) * voice.likelihoodOf(t, clarity), drawn)
    if (amount >= amountMin) voice.learn(t, clarity, amount)
  }
}

type Cell = { n: number; t: number; a: number; likely: number }

// Goes level by level.
function likelyCells(weighing: Weighing, joint: Float64Array): Cell[] {
  const { candidates, targets, known } = weighing
  const cells: Cell[] = []
  for (let n = 0; n < levels.length; n++) {
    const first = firstSlot(n, targets)
    const width = n < clearCount ? 1 : targets
    for (let a = 0; a < width; a++)
      for (let t = 0; t < candidates; t++) {
        if (known >= 0 && t !== known) continue
        const likely = joint[firstOfRow(weighing, t) + first + a] ?? 0
        if (likely >= amountMin) cells.push({ n, t, a, likely })
      }
  }
  return cells
}

function honestShare(honest: number, drawn: number): number {
  return honest > 0 ? honest / (honest + drawn) : 0
}
