import type { SkillCount } from './text-voice.ts'
import { boundSkill } from './text-voice.ts'
import type { Voice } from './weighing.ts'

/** One answer to "is it of this class?"; `candidate` is the class's number. */
export type KeywordAnswer = {
  candidate: number
  isYes: boolean
  skill: number
  counts: readonly SkillCount[]
}

/** The chance that somebody who does not know says yes. */
const guess = 0.5

/**
 * Hears an answer to whether an item is of a class: right with the visitor's skill times the item's clarity,
 * and a guess otherwise. A "no" supports all other classes equally.
 */
export function hearKeyword(answer: KeywordAnswer): Voice {
  const { candidate, isYes, counts } = answer
  const skill = boundSkill(answer.skill)
  const isRight = (truth: number): boolean => (truth === candidate) === isYes
  return {
    isPerson: true,
    own: isYes ? candidate : -1,
    single: candidate,
    again: 1,
    supports: isRight,
    likelihoodOf: (truth, clarity) => {
      const knows = clarity * skill
      return (isRight(truth) ? knows : 0) + (1 - knows) * guess
    },
    learn: (truth, clarity, amount) => {
      const knows = clarity * skill
      const knew = knows / (knows + (1 - knows) * guess)
      const missed = (skill * (1 - clarity)) / (1 - knows)
      const found = isRight(truth) ? knew + (1 - knew) * missed : missed
      for (const count of counts) {
        count.tried += amount
        count.found += amount * found
      }
    },
  }
}
