import type { LookedItem } from '../../model/pair.ts'
import { learnOdds, type Example } from './propensity.ts'

/** With fewer looks of known or of unknown items, nobody learns much from them. */
export const looksMin = 10
/** Partners look alike if their scores differ by at most this share of the spread of all scores. */
export const caliper = 0.25
/** An item is scored by what was learnt from the items of all other folds. */
const folds = 5

/** How much like a known item an item looks, in spreads of all scores; null if its look is not known. */
export type KnownScore = (item: LookedItem) => number | null

/** How items looked that are known, and that are unknown. */
export type Looked = { known: readonly LookedItem[]; unknown: readonly LookedItem[] }

/**
 * Learns to tell known items from unknown ones by how they look, as an attacker would; null if there are too few
 * of them. Partners of a like score cannot be told by their looks. An item is scored by what was learnt from others,
 * because its role would be in its own score, and partners of a like score would differ the other way.
 */
export function learnKnownScore({ known, unknown }: Looked): KnownScore | null {
  const examples = [...examplesOf(known, true), ...examplesOf(unknown, false)]
  const count = examples.filter(({ isOne }) => isOne).length
  if (Math.min(count, examples.length - count) < looksMin) return null
  const learnt = Array.from({ length: folds }, (_, fold) =>
    learnOdds(examples.filter((one) => one.fold !== fold)),
  )
  const scoreOf = (fold: number, values: readonly number[]): number => learnt[fold]?.(values) ?? 0
  const spread = spreadOf(examples.map(({ fold, values }) => scoreOf(fold, values)))
  return ({ id, look }) => (look ? scoreOf(foldOf(id), look) / spread : null)
}

function examplesOf(items: readonly LookedItem[], isOne: boolean): (Example & { fold: number })[] {
  return items.flatMap(({ id, look }) => (look ? [{ values: look, isOne, fold: foldOf(id) }] : []))
}

/** Always the same fold, so that trying again does not give an item another score by chance. */
function foldOf(id: string): number {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return hash % folds
}

function spreadOf(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const square = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length
  return Math.sqrt(square + 1e-9)
}
