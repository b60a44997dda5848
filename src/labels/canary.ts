import type { Agreement } from '../kinds/kind.ts'
import type { Label } from '../model/answer.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import { coverageAt, expectedCalibrationError } from './measure.ts'
import type { Judged } from './temperature.ts'

/** How canaries are settled and compared. */
export type CanaryTerms = {
  settle: (evidence: Evidence) => Reading | null
  /** When two answers of the corpus's kind agree. */
  agreement: Pick<Agreement, 'keyOf' | 'voteOf'>
}

/**
 * What canaries tell about the readings of a corpus. Shares are from 0 to 1, or null if there is nothing to
 * share.
 */
export type CanaryHealth = {
  /** Known items that were asked as if they were unknown. */
  items: number
  /** Labels of visitors who passed, and the share of them that are right. */
  labels: number
  labelAccuracy: number | null
  /** Readings that would have been accepted, and the share of them that are right. */
  accepted: number
  acceptedAccuracy: number | null
  /** How far claimed confidence is from the truth, from 0 to 1; 0 is best. */
  calibrationError: number | null
  /** The largest share that could be released with 99 % of it right. */
  coverage99: number | null
}

const precision = 0.99

/** Says whether an item is a canary: it is known, is known in the pool too, and was labelled nevertheless. */
export function isCanary({ item, poolStatus, labels }: Evidence): boolean {
  return (
    item.status === 'known' && item.label !== null && poolStatus === 'known' && labels.length > 0
  )
}

/** The same evidence as if the item were unknown. */
export function asUnknown(evidence: Evidence): Evidence {
  return {
    ...evidence,
    item: { ...evidence.item, status: 'unknown', label: null, confidence: null },
    poolStatus: 'unknown',
    knownAnswers: [],
    decision: null,
  }
}

/** Says whether a label gives the right answer to a known item. */
export function isRightLabel(
  label: Pick<Label, 'given' | 'keyword'>,
  right: string,
  { agreement }: Pick<CanaryTerms, 'agreement'>,
): boolean {
  const vote = agreement.voteOf(label)
  return vote !== null && (vote.key === agreement.keyOf(right)) === vote.isYes
}

/** Measures readings on the canaries among items. Memory grows with the canaries alone. */
export function openCanaries(terms: CanaryTerms): {
  add(evidence: Evidence): void
  measure(): CanaryHealth
} {
  const sum = { items: 0, labels: 0, right: 0, accepted: 0, acceptedRight: 0 }
  const judged: Judged[] = []
  return {
    add: (evidence) => {
      const right = evidence.item.label
      if (right === null || !isCanary(evidence)) return
      const passed = evidence.labels.filter(({ verdict }) => verdict === 'pass')
      sum.items += 1
      sum.labels += passed.length
      sum.right += passed.filter((label) => isRightLabel(label, right, terms)).length
      const reading = terms.settle(asUnknown(evidence))
      if (!reading) return
      judged.push(judge(reading, right, terms))
      if (reading.state !== 'accepted') return
      sum.accepted += 1
      sum.acceptedRight += isSame(terms, reading.text, right) ? 1 : 0
    },
    measure: () => ({
      items: sum.items,
      labels: sum.labels,
      labelAccuracy: share(sum.right, sum.labels),
      accepted: sum.accepted,
      acceptedAccuracy: share(sum.acceptedRight, sum.accepted),
      calibrationError: judged.length > 0 ? expectedCalibrationError(judged) : null,
      coverage99: judged.length > 0 ? coverageAt(judged, precision) : null,
    }),
  }
}

function isSame({ agreement }: CanaryTerms, one: string, other: string): boolean {
  return agreement.keyOf(one) === agreement.keyOf(other)
}

function judge(reading: Reading, right: string, terms: CanaryTerms): Judged {
  const candidates = [reading, ...reading.alternatives]
  return {
    probabilities: candidates.map(({ confidence }) => confidence),
    right: candidates.findIndex(({ text }) => isSame(terms, text, right)),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
