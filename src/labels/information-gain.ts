import type { NetworkRecord } from '../model/fit.ts'
import type { Reading } from '../model/reading.ts'
import type { StopRules } from '../model/stop-rules.ts'
import { isAskedOn, type Asking } from './asked-on.ts'
import { refreshRules } from './refresh.ts'

/** How often visitors of whom nothing is known are right, and how many answers that counts for. */
const before = { asked: 4, right: 3.4 } as const
const accuracyMax = 0.99
/** What nobody has read is taken for a doubt between so many texts. */
const textsOfUnread = 2
/** So much counts the way to the threshold that the nearer of two is always worth more (up to 0.98 sure). */
const progressWeight = 2

/** How often a network is right, from 0 to 1, by its record of known items; by the prior where it has none. */
export function accuracyOf(record: NetworkRecord | null): number {
  if (!record) return before.right / before.asked
  const accuracy = (record.knownRight + before.right) / (record.knownAsked + before.asked)
  return Math.min(accuracyMax, accuracy)
}

/**
 * What one more answer by a visitor of that accuracy is worth to a reading; null is one that nobody has read.
 * It is the drop of its entropy that is to be expected, in nats, and how far the answer is to be expected to
 * bring its text towards the threshold, from 0 to 2: a text that is likely but not sure is worth more than one
 * that is begun. What is settled is worth nothing; what is accepted and asked on, as much as it has of the
 * networks that make it known. Never below 0.
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

// Those that are not asked on rest within a minute.
const mayBeAskedOn: Asking = { isShort: true, canDecide: () => true }

function leadOf(accuracy: number): number {
  return Math.max(0, 2 * accuracy - 1)
}

/** Tells what an answer of a network with that record is worth to a reading by the rules of its corpus. */
export function informationGainFor(record: NetworkRecord | null, rules: StopRules) {
  return (reading: Reading | null): number => informationGainOf(reading, accuracyOf(record), rules)
}

function isAsked({ state, answers }: Reading, answersMax: number): boolean {
  return (state === 'open' || state === 'provisional') && answers < answersMax
}

function chancesOf(reading: Reading | null): number[] {
  if (!reading) return Array<number>(textsOfUnread).fill(1 / textsOfUnread)
  const said = [reading.confidence, ...reading.alternatives.map(({ confidence }) => confidence)]
  const sum = said.reduce((total, chance) => total + chance, 0)
  // That nobody has written the right text yet is a possibility of its own.
  return sum < 1 ? [...said, 1 - sum] : said.map((chance) => chance / sum)
}

// Mutual information of the text and the answer, where a wrong answer is any other text as likely.
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
