import { columnCount, openTable, tableColumns, type SingleVoice, type SkillCount } from './voice.ts'
import { clearSteps } from './weighing-shape.ts'

/** One answer to a text item. */
export type TextAnswer = {
  /** The number of its key among the candidates. */
  key: number
  /** How skilled its visitor is, from 0 to 1. */
  skill: number
  /** Another answer with the same key comes before it. */
  isRepeated: boolean
  /** Others gave the same key. */
  isShared: boolean
  /** How often two wrong answers are the same by chance, from 0 to 1. */
  coincidence: number
  isPerson: boolean
  counts: readonly SkillCount[]
}

/** No answer is more certain than the maximum, or less than the minimum. */
const skillRange = { min: 0.02, max: 0.995 } as const

/** Keeps a skill within the credible range. */
export function boundSkill(skill: number): number {
  return Math.min(skillRange.max, Math.max(skillRange.min, skill))
}

const { likelyOfSingle, likelyOfOther, foundOfSingle, foundOfOther } = tableColumns

/**
 * Hears an answer to a text item: right with the visitor's skill times the item's clarity. A first wrong
 * answer is any text; a later one is the same as another wrong one by coincidence. An answer never counts
 * against its own text: if the visitor is so bad that it would, it says nothing.
 */
export function hearText(answer: TextAnswer): SingleVoice {
  const { key, coincidence, isRepeated, isShared, isPerson, counts } = answer
  const skill = boundSkill(answer.skill)
  const least = coincidence / (1 + coincidence)
  const table = openTable()
  for (let step = 0; step < clearSteps.length; step++) {
    const clarity = clearSteps[step] ?? 0
    const right = Math.max(clarity * skill, least)
    const at = columnCount * step
    table[at + likelyOfSingle] = right
    table[at + likelyOfOther] = (1 - right) * (isRepeated ? coincidence : 1)
    table[at + foundOfSingle] = 1
    table[at + foundOfOther] = (skill * (1 - clarity)) / (1 - clarity * skill)
  }
  const own = isShared ? key : -1
  const again = isRepeated ? 1 : coincidence
  return { single: key, isFor: true, own, again, isPerson, table, counts }
}
