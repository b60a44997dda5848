import type { Evidence } from '../model/reading.ts'
import type { Terms } from './ballot.ts'
import { isCanary } from './canary.ts'
import { hearInTime, hearItem, type HeardInTime, type HeardItem } from './heard.ts'
import type { KnownAnswerCounts } from './network-records.ts'
import type { Networks } from './networks.ts'
import { isOfBurst } from './recalled.ts'

/** What an item can teach a fit, as far as no fit changes it. */
export type Lesson = HeardItem & {
  /** The key of what the item is known to be; null if it is not known. */
  truth: string | null
  /** The labels of a canary in the order of their time; null if it is none. */
  inTime: readonly HeardInTime[] | null
}

/** The networks whose answers are learned from, and how they read known items. */
export type FitNetworks = { networks: Networks; known: KnownAnswerCounts }

/** The terms on which items teach, and the numbers of their networks. */
export type LessonTerms = Pick<Terms, 'agreement' | 'recalls'> & { networks: Networks }

/** Counts how networks read an item that decides. Answers to one that no longer does say nothing about who gave them. */
export function countKnown(
  evidence: Evidence,
  { networks, known, recalls }: FitNetworks & Pick<Terms, 'recalls'>,
): void {
  if (evidence.poolStatus !== 'known') return
  for (const { networkHash, isRight } of withoutBursts(evidence, recalls).knownAnswers)
    known.add(networks.numberOf(networkHash), isRight)
}

/** Hears what an item can teach. */
export function hearLesson(all: Evidence, terms: LessonTerms): Lesson {
  const evidence = withoutBursts(all, terms.recalls)
  const truth = truthOf(evidence, terms)
  // The label of a known item is not a machine's reading.
  const known = truth === null ? evidence : { ...evidence, item: { ...evidence.item, label: null } }
  const isJudged = truth !== null && isCanary(evidence)
  const inTime = isJudged ? hearInTime(evidence.labels, terms) : null
  return { ...hearItem(known, terms), truth, inTime }
}

// What a burst says counts beside others, but it must not teach how much it counts.
function withoutBursts(evidence: Evidence, recalls: Terms['recalls']): Evidence {
  if (!recalls.some(({ alarm }) => alarm === 'burst')) return evidence
  return {
    ...evidence,
    labels: evidence.labels.filter((label) => !isOfBurst(label, recalls)),
    knownAnswers: evidence.knownAnswers.filter((answer) => !isOfBurst(answer, recalls)),
  }
}

function truthOf(
  { item, poolStatus }: Evidence,
  { agreement }: Pick<Terms, 'agreement'>,
): string | null {
  if (item.status !== 'known' || poolStatus !== 'known' || item.label === null) return null
  const key = agreement.keyOf(item.label)
  return key === '' ? null : key
}
