import type { Label } from '../model/challenge.ts'
import type { Item } from '../model/item.ts'
import type { Reading, ReadingState } from '../model/reading.ts'
import { votesOf, type Spelling, type Vote } from './vote.ts'

/** The rule that readings are settled by; a reading tells which it was. */
const engine = 'majority-1'

/** When a reading is taken for settled. */
const settleRules = {
  /** Agreeing labels for an accepted reading, and the networks that they come from. */
  acceptedLabelsMin: 3,
  acceptedClustersMin: 2,
  provisionalLabelsMin: 2,
  /** Labels after which a lack of agreement is told. */
  contestedLabelsMin: 3,
  /** The share of the weight that the leading text needs. */
  agreedShareMin: 0.66,
  /** The weight of a machine's text that is sure of itself. */
  machineWeight: 0.5,
  /** The confidence of a machine that tells none. */
  machineConfidence: 0.5,
  /** The weight of an answer that nobody gave, so that few labels are never sure. */
  smoothing: 0.5,
  alternativesMax: 10,
} as const

/** What is settled: an item, its labels, and the time. */
export type Settling = { item: Item; labels: readonly Label[]; nowMs: number }

type Party = { key: string; weight: number; against: number; votes: readonly Vote[] }

/**
 * Tells what the labels of an item agree on, by the majority of their weight; null where none of them says
 * anything. A machine's text is a weak vote of its own and is never enough. The same labels give the same
 * reading, in whatever order they come.
 */
export const settle = ({ item, labels, nowMs }: Settling, spelling: Spelling): Reading | null => {
  const votes = votesOf(labels, { ...spelling, kind: item.kind })
  const parties = partiesOf(votes, machineVote(item, spelling))
  const [leader] = parties
  if (!leader || leader.votes.length === 0) return null
  const total = parties.reduce((sum, { weight }) => sum + weight, leader.against)
  const confidenceOf = ({ weight }: Party): number =>
    (weight + settleRules.smoothing) / (total + settleRules.smoothing * (parties.length + 1))
  const text = commonestForm(leader.votes, item)
  const times = votes.map(({ givenAtMs }) => givenAtMs)
  return {
    itemId: item.id,
    corpus: item.corpus,
    text,
    state: stateOf(leader, { share: leader.weight / total, answers: votes.length }),
    confidence: confidenceOf(leader),
    answers: votes.length,
    alternatives: parties.slice(1, 1 + settleRules.alternativesMax).map((party) => ({
      text: commonestForm(party.votes, item),
      confidence: confidenceOf(party),
    })),
    firstAnswerAtMs: Math.min(...times),
    lastAnswerAtMs: Math.max(...times),
    settledAtMs: nowMs,
    engine,
  }
}

const stateOf = (
  { votes }: Party,
  { share, answers }: { share: number; answers: number },
): ReadingState => {
  const rules = settleRules
  if (share < rules.agreedShareMin) return answers < rules.contestedLabelsMin ? 'open' : 'contested'
  if (votes.length < rules.provisionalLabelsMin) return 'open'
  const clusters = new Set(votes.map(({ cluster }) => cluster)).size
  const isAccepted =
    votes.length >= rules.acceptedLabelsMin && clusters >= rules.acceptedClustersMin
  return isAccepted ? 'accepted' : 'provisional'
}

type MachineVote = { key: string; weight: number } | null

const machineVote = (item: Item, { fold }: Spelling): MachineVote => {
  if (item.status !== 'doubtful' || item.label === null) return null
  const confidence = item.confidence ?? settleRules.machineConfidence
  const key = item.kind === 'classification' ? item.label : fold(item.label)
  return key === '' ? null : { key, weight: settleRules.machineWeight * confidence }
}

// What only a machine says is a party without votes: it weighs in the total, and is an alternative.
const partiesOf = (votes: readonly Vote[], machine: MachineVote): Party[] => {
  const keys = new Set(votes.filter(({ isAgainst }) => !isAgainst).map(({ key }) => key))
  if (machine) keys.add(machine.key)
  const sum = (some: readonly Vote[]): number =>
    some.reduce((total, { weight }) => total + weight, 0)
  const parties = [...keys].map((key): Party => {
    const own = votes.filter((vote) => vote.key === key)
    const votesFor = own.filter(({ isAgainst }) => !isAgainst)
    const weight = sum(votesFor) + (machine?.key === key ? machine.weight : 0)
    return { key, weight, against: sum(own) - sum(votesFor), votes: votesFor }
  })
  return parties.toSorted(
    (a, b) =>
      Math.min(1, b.votes.length) - Math.min(1, a.votes.length) ||
      b.weight - b.against - (a.weight - a.against) ||
      (a.key < b.key ? -1 : 1),
  )
}

// Of forms that are as common, the one that says more: with its accents and its points.
const commonestForm = (votes: readonly Vote[], { label }: Item): string => {
  const weights = new Map<string, number>()
  for (const { form, weight } of votes) weights.set(form, (weights.get(form) ?? 0) + weight)
  const ranked = [...weights].toSorted(
    ([a, weightOfA], [b, weightOfB]) =>
      weightOfB - weightOfA ||
      Number(b === label) - Number(a === label) ||
      b.normalize('NFD').length - a.normalize('NFD').length ||
      (a < b ? -1 : 1),
  )
  return ranked[0]?.[0] ?? label ?? ''
}
