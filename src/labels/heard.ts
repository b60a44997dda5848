import type { Agreement } from '../kinds/kind.ts'
import type { Label } from '../model/answer.ts'
import type { Evidence } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import type { Networks } from './networks.ts'
import { isOfBurst, isRecalled } from './recalled.ts'
import { binOf, machineBinOf, type KnownRecord } from './record-bins.ts'

/** One answer to an item that may count, as far as no fit changes it. */
export type HeardAnswer = {
  /** The number of its network. */
  network: number
  givenAtMs: number
  isPassed: boolean
  /** What distinguishes answers: the folded text, or the class that was asked for. */
  key: string
  /** The text as it was written, or the class. */
  form: string
  /** Whether the visitor said that the item is that; a class may also be denied. */
  isYes: boolean
  /** The bin of how the visitor read the known items of the same challenge. */
  bin: number
  isRecalled: boolean
  /** Whether it came in with a burst, so that it counts only beside answers that did not. */
  isOfBurst: boolean
  /** Whether the item was unknown when it was answered, so that the answer is a label. */
  isLabel: boolean
}

/** A machine's reading of an item. */
export type MachineVote = { key: string; form: string; bin: number }

/** What is said about an item: by each network its first answer, in the order of their challenges' ids. */
export type HeardItem = { answers: readonly HeardAnswer[]; machine: MachineVote | null }

/** The terms on which answers are heard, and the numbers of their networks. */
export type HearingTerms = {
  agreement: Agreement
  recalls: readonly Recall[]
  networks: Pick<Networks, 'numberOf'>
}

/** Hears everything that is said about an item. */
export function hearItem(evidence: Evidence, terms: HearingTerms): HeardItem {
  return { answers: hearAnswers(evidence, terms), machine: machineVote(evidence, terms.agreement) }
}

type Answers = Pick<Evidence, 'labels' | 'knownAnswers'>

/** An answer with its place among those to the same item. */
type Placed = { givenAtMs: number; challengeId: string; heard: HeardAnswer }

// One answer per network, its first. Text without any letter says nothing.
function hearAnswers({ labels, knownAnswers }: Answers, terms: HearingTerms): HeardAnswer[] {
  const firsts = new Map<string, Placed>()
  const hear = (given: Given, record: KnownRecord, isLabel: boolean): void => {
    const first = firsts.get(given.networkHash)
    if (first && isBefore(first, given)) return
    const heard = hearAnswer(given, { record, isLabel }, terms)
    const { givenAtMs, challengeId } = given
    if (heard) firsts.set(given.networkHash, { givenAtMs, challengeId, heard })
  }
  for (const label of labels) hear(label, recordOf(label), true)
  // The visitor's only known item is this one, and a visitor who failed did so on it: nothing else is known
  // about the visitor.
  for (const answer of knownAnswers) hear(answer, noRecord, false)
  return [...firsts.values()].toSorted(byChallenge).map(({ heard }) => heard)
}

/** A label of a canary by its challenge; null for one that says nothing, or comes second from its network. */
export type HeardInTime = { challengeId: string; heard: HeardAnswer | null }

/** Hears labels one after another in the order of their time, as if nobody knew the item. */
export function hearInTime(labels: readonly Label[], terms: HearingTerms): HeardInTime[] {
  const met = new Set<string>()
  return labels.toSorted(byTime).map((label) => {
    const { challengeId, networkHash } = label
    const given = { record: recordOf(label), isLabel: true }
    const heard = met.has(networkHash) ? null : hearAnswer(label, given, terms)
    if (heard) met.add(networkHash)
    return { challengeId, heard }
  })
}

/** Orders answers by their challenges' ids. */
export function byChallenge(a: { challengeId: string }, b: { challengeId: string }): number {
  return a.challengeId < b.challengeId ? -1 : 1
}

function byTime(a: Label, b: Label): number {
  return a.givenAtMs - b.givenAtMs || byChallenge(a, b)
}

type Given = Pick<
  Label,
  'challengeId' | 'networkHash' | 'givenAtMs' | 'verdict' | 'given' | 'keyword'
>

function hearAnswer(
  given: Given,
  { record, isLabel }: { record: KnownRecord; isLabel: boolean },
  { agreement, recalls, networks }: HearingTerms,
): HeardAnswer | null {
  const vote = agreement.voteOf(given)
  if (!vote) return null
  return {
    network: networks.numberOf(given.networkHash),
    givenAtMs: given.givenAtMs,
    isPassed: !isLabel || given.verdict === 'pass',
    key: vote.key,
    form: vote.form,
    isYes: vote.isYes,
    bin: binOf(record),
    isRecalled: isRecalled(given, recalls),
    isOfBurst: isOfBurst(given, recalls),
    isLabel,
  }
}

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

function machineVote({ item }: Evidence, { keyOf }: Agreement): MachineVote | null {
  if (item.label === null || item.status === 'unknown') return null
  const key = keyOf(item.label)
  if (key === '') return null
  // The archive's own known items are doubted here, yet they are still more certain than other readings.
  const confidence = item.status === 'known' ? 1 : item.confidence
  return { key, form: item.label, bin: machineBinOf(confidence) }
}
