import type { NetworkRecord } from '../model/fit.ts'
import type { Reading } from '../model/reading.ts'
import type { StopRules } from '../model/stop-rules.ts'
import { isAskedOn, type Asking } from './asked-on.ts'
import { refreshRules } from './refresh.ts'

/**
 * How often visitors are right when nothing is known about them, and how many answers that assumption is
 * worth.
 */
const before = { asked: 4, right: 3.4 } as const
const accuracyMax = 0.99
/** What nobody has read counts as a doubt between this many texts. */
const textsOfUnread = 2
/**
 * The weight of progress to the threshold, so that the nearer of two is always worth more (up to a certainty
 * of 0.98).
 */
const progressWeight = 2

/**
 * How often a network is right, from 0 to 1: by its record on known items, or by the prior if it has none.
 */
export function accuracyOf(record: NetworkRecord | null): number {
  if (!record) return before.right / before.asked
  const accuracy = (record.knownRight + before.right) / (record.knownAsked + before.asked)
  return Math.min(accuracyMax, accuracy)
}

/**
 * What one more answer by a visitor of that accuracy is worth to a reading; null is a reading that nobody has
 * begun. It is the expected drop of its entropy, in nats, plus how far the answer is expected to bring its
 * text to the threshold, from 0 to 2: a text that is likely but not certain is worth more than one just
 * begun. A settled reading is worth nothing. One that is accepted and still asked is worth as much as the
 * share it has of the networks that make it known. Never below 0.
 */
export function informationGainOf(
  reading: Reading | null,
  accuracy: number,
  { confidenceMin, answersMax }: StopRules,
): number {
  if (reading && isAskedOn(reading, mayBeAskedOn))
    return progressWeight * (reading.networks / refreshRules.networksMin) * leadOf(accuracy)
  if (reading && !isAsked(reading, answersMax)) return 0
  const chances = chancesOf(reading)
  const top = Math.max(...chances)
  const progress = top < confidenceMin ? Math.max(0, 2 * top - 1) * leadOf(accuracy) : 0
  return dropOfEntropy(chances, accuracy) + progressWeight * progress
}

// Accepted items that are no longer asked rest within a minute.
const mayBeAskedOn: Asking = { isShort: true, canDecide: () => true }

function leadOf(accuracy: number): number {
  return Math.max(0, 2 * accuracy - 1)
}

/** Finds what an answer of a network with that record is worth to a reading, by the rules of its corpus. */
export function informationGainFor(record: NetworkRecord | null, rules: StopRules) {
  return (reading: Reading | null): number => informationGainOf(reading, accuracyOf(record), rules)
}

function isAsked({ state, answers }: Reading, answersMax: number): boolean {
  return (state === 'open' || state === 'provisional') && answers < answersMax
}

function chancesOf(reading: Reading | null): number[] {
  if (!reading) return Array<number>(textsOfUnread).fill(1 / textsOfUnread)
  const chances = [reading.confidence, ...reading.alternatives.map(({ confidence }) => confidence)]
  const sum = chances.reduce((total, chance) => total + chance, 0)
  // It is possible that nobody has written the right text yet.
  return sum < 1 ? [...chances, 1 - sum] : chances.map((chance) => chance / sum)
}

// Mutual information of text and answer, if a wrong answer is equally likely to be any other text.
function dropOfEntropy(chances: readonly number[], accuracy: number): number {
  const others = chances.length - 1
  if (others === 0) return 0
  const wrong = (1 - accuracy) / others
  const given = chances.map((chance) => chance * accuracy + (1 - chance) * wrong)
  const noise = entropyOf([accuracy, ...Array<number>(others).fill(wrong)])
  return Math.max(0, entropyOf(given) - noise)
}

function entropyOf(chances: readonly number[]): number {
  return chances.reduce((sum, chance) => (chance > 0 ? sum - chance * Math.log(chance) : sum), 0)
}
