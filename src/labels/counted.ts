import type { Agreement } from '../kinds/kind.ts'
import type { Label } from '../model/answer.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { Evidence } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import type { Fit } from './fit.ts'
import { isOfBurst, isRecalled } from './recalled.ts'
import type { KnownRecord } from './record-bins.ts'

/** One answer to an item that may count. */
export type Counted = {
  challengeId: string
  networkHash: string
  givenAtMs: number
  isPassed: boolean
  /** What distinguishes answers: the folded text, or the class that was asked for. */
  key: string
  /** The text as it was written, or the class. */
  form: string
  /** Whether the visitor said that the item is that; a class may also be denied. */
  isYes: boolean
  /** How the visitor read the known items of the same challenge. */
  record: KnownRecord
  /** What the fit knows about its network. */
  network: NetworkRecord | null
  /** Labels of held networks and periods, and recalled labels, are observed but do not count. */
  isHeld: boolean
  /** Whether it came in with a burst, so that it counts only beside answers that did not. */
  isOfBurst: boolean
  /** Whether the item was unknown when it was answered, so that the answer is a label. */
  isLabel: boolean
}

type CountedTerms = { agreement: Agreement; recalls: readonly Recall[] }

/**
 * The answers to an item, one per network (its first), in the order of their challenges' ids. Text without
 * any letter says nothing.
 */
export function countAnswers(
  { labels, knownAnswers }: Evidence,
  fit: Fit,
  { agreement, recalls }: CountedTerms,
): Counted[] {
  const firsts = new Map<string, Counted>()
  const count = (given: Given, record: KnownRecord, isLabel: boolean): void => {
    const first = firsts.get(given.networkHash)
    if (first && isBefore(first, given)) return
    const vote = agreement.voteOf(given)
    if (!vote) return
    const network = fit.records.get(given.networkHash) ?? null
    const isHeld = network?.isHeld === true || isUntrusted(given, fit, recalls)
    firsts.set(given.networkHash, {
      challengeId: given.challengeId,
      networkHash: given.networkHash,
      givenAtMs: given.givenAtMs,
      isPassed: !isLabel || given.verdict === 'pass',
      key: vote.key,
      form: vote.form,
      isYes: vote.isYes,
      record,
      network,
      isHeld,
      isOfBurst: isOfBurst(given, recalls),
      isLabel,
    })
  }
  for (const label of labels) count(label, recordOf(label), true)
  // The visitor's only known item is this one, and a visitor who failed did so on it: nothing else is known
  // about the visitor.
  for (const answer of knownAnswers) count(answer, noRecord, false)
  return [...firsts.values()].toSorted((a, b) => (a.challengeId < b.challengeId ? -1 : 1))
}

type Given = Pick<
  Label,
  'challengeId' | 'networkHash' | 'givenAtMs' | 'verdict' | 'given' | 'keyword'
>

const noRecord: KnownRecord = { asked: 0, right: 0 }

function recordOf({ knownAsked, weight }: Label): KnownRecord {
  return {
    asked: knownAsked,
    right: Math.round(weight * knownAsked),
  }
}

type Moment = Pick<Given, 'givenAtMs' | 'challengeId'>

function isBefore(one: Moment, other: Moment): boolean {
  return (
    one.givenAtMs < other.givenAtMs ||
    (one.givenAtMs === other.givenAtMs && one.challengeId < other.challengeId)
  )
}

function isUntrusted(
  { networkHash, givenAtMs }: Given,
  { parameters }: Fit,
  recalls: readonly Recall[],
): boolean {
  return (
    parameters.periods.some(({ fromMs, toMs }) => fromMs <= givenAtMs && givenAtMs < toMs) ||
    isRecalled({ networkHash, givenAtMs }, recalls)
  )
}
