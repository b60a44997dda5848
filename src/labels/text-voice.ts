import type { Voice } from './weighing.ts'

/** What is learned about a visitor's skill: how much of it was tried, and how much was found. */
export type SkillCount = { tried: number; found: number }

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

/**
 * Hears an answer to a text item: right with the visitor's skill times the item's clarity. A first wrong
 * answer is any text; a later one is the same as another wrong one by coincidence. An answer never counts
 * against its own text: if the visitor is so bad that it would, it says nothing.
 */
export function hearText(answer: TextAnswer): Voice {
  const { key, coincidence, isRepeated, isShared, isPerson, counts } = answer
  const skill = boundSkill(answer.skill)
  const least = coincidence / (1 + coincidence)
  return {
    isPerson,
    own: isShared ? key : -1,
    single: key,
    again: isRepeated ? 1 : coincidence,
    supports: (candidate) => candidate === key,
    likelihoodOf: (candidate, clarity) => {
      const right = Math.max(clarity * skill, least)
      return candidate === key ? right : (1 - right) * (isRepeated ? coincidence : 1)
    },
    learn: (candidate, clarity, amount) => {
      const missed = (skill * (1 - clarity)) / (1 - clarity * skill)
      const found = candidate === key ? amount : amount * missed
      for (const count of counts) {
        count.tried += amount
        count.found += found
      }
    },
  }
}
