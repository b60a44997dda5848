import { boundSkill } from './text-voice.ts'
import { columnCount, openTable, tableColumns, type SingleVoice, type SkillCount } from './voice.ts'
import { clearSteps } from './weighing-shape.ts'

/** One answer to "is it of this class?"; `candidate` is the class's number. */
export type KeywordAnswer = {
  candidate: number
  isYes: boolean
  skill: number
  counts: readonly SkillCount[]
}

/** The chance that somebody who does not know says yes. */
const guess = 0.5

const { likelyOfSingle, likelyOfOther, foundOfSingle, foundOfOther } = tableColumns

/**
 * Hears an answer to whether an item is of a class: right with the visitor's skill times the item's clarity,
 * and a guess otherwise. A "no" supports all other classes equally.
 */
export function hearKeyword(answer: KeywordAnswer): SingleVoice {
  const { candidate, isYes, counts } = answer
  const skill = boundSkill(answer.skill)
  const table = openTable()
  for (let step = 0; step < clearSteps.length; step++) {
    const clarity = clearSteps[step] ?? 0
    const knows = clarity * skill
    const byGuess = (1 - knows) * guess
    const knew = knows / (knows + byGuess)
    const missed = (skill * (1 - clarity)) / (1 - knows)
    const found = knew + (1 - knew) * missed
    const at = columnCount * step
    table[at + likelyOfSingle] = (isYes ? knows : 0) + byGuess
    table[at + likelyOfOther] = (isYes ? 0 : knows) + byGuess
    table[at + foundOfSingle] = isYes ? found : missed
    table[at + foundOfOther] = isYes ? missed : found
  }
  const own = isYes ? candidate : -1
  return { single: candidate, isFor: isYes, own, again: 1, isPerson: true, table, counts }
}
