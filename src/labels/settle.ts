import type { Evidence, Reading, ReadingState } from '../model/reading.ts'
import type { StopRules } from '../model/stop-rules.ts'
import { weighItem, type Ballot, type Terms } from './ballot.ts'
import type { HeardAnswer } from './heard.ts'
import { engine, type Fit } from './fit.ts'
import { pullShare } from './levels.ts'
import { temper } from './temperature.ts'

export type { Terms } from './ballot.ts'

/** Limits of what is reported beside a reading. */
const settleRules = {
  alternativesMax: 10,
  /** This many networks must say that nobody can read it. */
  unreadableNetworksMin: 2,
  provisionalLabelsMin: 2,
  provisionalConfidenceMin: 0.5,
} as const

/**
 * Finds what is known about an item's text or class: the calibrated posterior of each candidate given all
 * answers that count, and the state that follows by the rules of the corpus. Null if nobody said anything,
 * and for known items. The same evidence and the same fit give the same reading, bit for bit.
 */
export function settle(evidence: Evidence, fit: Fit, terms: Terms): Reading | null {
  const { item, poolStatus } = evidence
  if (item.status === 'known' && poolStatus === 'known') return null
  const ballot = weighItem(evidence, fit, { ...terms, truth: null })
  const leader = decidedOf(evidence, ballot, { fit, terms }) ?? leaderOf(ballot, fit)
  if (leader === null || ballot.counted.length === 0) return ofDecisionAlone(evidence)
  const { counted, weighed } = ballot
  const times = counted.map(({ givenAtMs }) => givenAtMs)
  const state = stateOf(evidence, terms.rules, { ...leader, ballot })
  return {
    itemId: item.id,
    corpus: item.corpus,
    text: leader.text ?? formOf(ballot, leader.key),
    state,
    confidence: leader.confidence,
    rawConfidence: leader.rawConfidence,
    answers: counted.length,
    networks: leader.agreeing.length,
    agreement: counted.length === 0 ? 0 : leader.agreeing.length / counted.length,
    attack: pullShare(weighed.levels),
    alternatives: alternativesOf(ballot, leader),
    firstAnswerAtMs: Math.min(...times),
    lastAnswerAtMs: Math.max(...times),
    engine,
  }
}

type Leader = {
  key: string
  /** The text as the archive decided it; null if visitors did. */
  text: string | null
  confidence: number
  rawConfidence: number
  agreeing: readonly HeardAnswer[]
  posterior: Float64Array
}

// What only a machine says is an alternative, never a reading.
function leaderOf({ keys, counted, weighed }: Ballot, fit: Fit): Leader | null {
  const posterior = temper(weighed.posterior, fit.parameters.temperature)
  const keysOfPeople = new Set(counted.filter(({ isYes }) => isYes).map(({ key }) => key))
  let top = -1
  for (const [n, key] of keys.entries())
    if (keysOfPeople.has(key) && (top < 0 || (posterior[n] ?? 0) > (posterior[top] ?? 0))) top = n
  const key = keys[top]
  if (key === undefined) return null
  return {
    key,
    text: null,
    confidence: posterior[top] ?? 0,
    rawConfidence: weighed.posterior[top] ?? 0,
    agreeing: counted.filter((answer) => answer.isYes && answer.key === key),
    posterior,
  }
}

// The archive's word is certain. The raw confidence is what visitors make of that text.
function decidedOf(
  { decision }: Evidence,
  { keys, counted, weighed }: Ballot,
  { fit, terms }: { fit: Fit; terms: Terms },
): Leader | null {
  if (decision?.decision !== 'accept' || decision.text === null) return null
  const { text } = decision
  const key = terms.agreement.keyOf(text)
  return {
    key,
    text,
    confidence: 1,
    rawConfidence: weighed.posterior[keys.indexOf(key)] ?? 0,
    agreeing: counted.filter((answer) => answer.isYes && answer.key === key),
    posterior: temper(weighed.posterior, fit.parameters.temperature),
  }
}

type Standing = Leader & { ballot: Ballot }

function stateOf(evidence: Evidence, rules: StopRules, standing: Standing): ReadingState {
  const { decision, unreadableNetworks } = evidence
  const { agreeing, confidence, ballot } = standing
  if (decision?.decision === 'accept') return 'accepted'
  if (decision?.decision === 'reject') return 'rejected'
  if (isSettled(standing, rules)) return 'accepted'
  const isUnread = unreadableNetworks >= settleRules.unreadableNetworksMin
  if (isUnread && unreadableNetworks >= agreeing.length) return 'unreadable'
  if (ballot.counted.length >= rules.answersMax) return 'contested'
  const isLeading =
    agreeing.length >= settleRules.provisionalLabelsMin &&
    confidence >= settleRules.provisionalConfidenceMin
  return isLeading ? 'provisional' : 'open'
}

// Visitors who failed weigh little and do not count among the people required. If a machine's reading counts,
// one more person is required, because the machine must never decide. What only a burst of networks says waits
// until somebody else says the same.
function isSettled({ agreeing, confidence, ballot }: Standing, rules: StopRules): boolean {
  if (confidence < rules.confidenceMin) return false
  const answersMin = rules.answersMin + (ballot.machine ? 1 : 0)
  const passed = agreeing.filter(({ isPassed }) => isPassed)
  const isConfirmed = passed.some(({ isOfBurst }) => !isOfBurst)
  return isConfirmed && passed.length >= Math.max(answersMin, rules.networksMin)
}

function alternativesOf({ keys, counted, machine }: Ballot, leader: Leader) {
  return keys
    .map((key, n) => ({ key, confidence: leader.posterior[n] ?? 0 }))
    .filter(({ key }) => key !== leader.key)
    .toSorted((a, b) => b.confidence - a.confidence || (a.key < b.key ? -1 : 1))
    .slice(0, settleRules.alternativesMax)
    .map(({ key, confidence }) => ({ text: formOf({ counted, machine }, key), confidence }))
}

/** The form that most wrote. Of equally common forms, the one that says more, with its accents and points. */
function formOf({ counted, machine }: Pick<Ballot, 'counted' | 'machine'>, key: string): string {
  const forms = new Map<string, number>()
  for (const answer of counted)
    if (answer.key === key) forms.set(answer.form, (forms.get(answer.form) ?? 0) + 1)
  const ranked = [...forms].toSorted(
    ([a, countOfA], [b, countOfB]) =>
      countOfB - countOfA ||
      Number(b === machine?.form) - Number(a === machine?.form) ||
      b.normalize('NFD').length - a.normalize('NFD').length ||
      (a < b ? -1 : 1),
  )
  return ranked[0]?.[0] ?? machine?.form ?? key
}

function ofDecisionAlone({ item, decision, unreadableNetworks, labels }: Evidence): Reading | null {
  const state = decisionState(decision, unreadableNetworks)
  if (!state) return null
  const times = labels.map(({ givenAtMs }) => givenAtMs)
  const atMs = decision?.decidedAtMs ?? 0
  return {
    itemId: item.id,
    corpus: item.corpus,
    text: decision?.text ?? '',
    state,
    confidence: state === 'accepted' ? 1 : 0,
    rawConfidence: 0,
    answers: 0,
    networks: 0,
    agreement: 0,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: times.length === 0 ? atMs : Math.min(...times),
    lastAnswerAtMs: times.length === 0 ? atMs : Math.max(...times),
    engine,
  }
}

function decisionState(
  decision: Evidence['decision'],
  unreadableNetworks: number,
): ReadingState | null {
  if (decision?.decision === 'reject') return 'rejected'
  if (decision?.decision === 'accept' && decision.text !== null) return 'accepted'
  return unreadableNetworks >= settleRules.unreadableNetworksMin ? 'unreadable' : null
}
