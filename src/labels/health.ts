import type { Label } from '../model/answer.ts'
import type { Evidence } from '../model/reading.ts'
import { isCanary, openCanaries, type CanaryHealth, type CanaryTerms } from './canary.ts'
import type { Period } from './periods.ts'

/** What health is measured by. */
export type HealthTerms = CanaryTerms & {
  /** Says whether the fit holds back a network. */
  isHeld: (networkHash: string) => boolean
  /** Says whether a label has been recalled. */
  isRecalled: (label: Label) => boolean
  /** The periods that the fit holds back. */
  periods: readonly Period[]
  /** The time from which something counts as recent. */
  sinceMs: number
}

/** How well a corpus is read, and what is held as poisoned. */
export type Health = {
  canaries: CanaryHealth
  /** Labels of passed challenges on canaries that are left out there, because they are recalled or held. */
  canaryLabelsRecalled: number
  /** Answers to known items that decided, and how many of them were right. */
  known: { asked: number; right: number }
  /** Items that visitors' readings made known, and known ones that are doubted. */
  pool: { promoted: number; demoted: number }
  /** All labels, those that do not count, and among these the recalled ones and those held lately. */
  labels: { all: number; held: number; recalled: number; heldLately: number }
  /** Held networks that gave labels lately. */
  networksHeldLately: number
}

/** Measures a corpus item by item. Memory grows with its canaries and the networks held lately. */
export function openHealth(terms: HealthTerms): {
  add(evidence: Evidence): void
  measure(): Health
} {
  const canaries = openCanaries(terms)
  const known = { asked: 0, right: 0 }
  const pool = { promoted: 0, demoted: 0 }
  const labels = { all: 0, held: 0, recalled: 0, heldLately: 0 }
  const heldLately = new Set<string>()
  let canaryLabelsRecalled = 0
  const countLabel = (label: Label): void => {
    const { networkHash, givenAtMs } = label
    const isRecalled = terms.isRecalled(label)
    const isHeld = terms.isHeld(networkHash)
    labels.all += 1
    labels.recalled += isRecalled ? 1 : 0
    if (!isRecalled && !isHeld && !isWithin(terms.periods, givenAtMs)) return
    labels.held += 1
    if (isRecalled || givenAtMs < terms.sinceMs) return
    labels.heldLately += 1
    if (isHeld) heldLately.add(networkHash)
  }
  return {
    add: (evidence) => {
      const isKnown = evidence.poolStatus === 'known'
      const wasKnown = evidence.item.status === 'known'
      const [recalled, others] = partition(evidence.labels, terms.isRecalled)
      canaries.add({ ...evidence, labels: others })
      if (isCanary(evidence))
        canaryLabelsRecalled += recalled.filter(({ verdict }) => verdict === 'pass').length
      known.asked += evidence.knownAnswers.length
      known.right += evidence.knownAnswers.filter(({ isRight }) => isRight).length
      pool.promoted += isKnown && !wasKnown ? 1 : 0
      pool.demoted += wasKnown && !isKnown ? 1 : 0
      for (const label of evidence.labels) countLabel(label)
    },
    measure: () => ({
      canaries: canaries.measure(),
      canaryLabelsRecalled,
      known,
      pool,
      labels,
      networksHeldLately: heldLately.size,
    }),
  }
}

function partition<Of>(all: readonly Of[], belongs: (one: Of) => boolean): [Of[], Of[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}

function isWithin(periods: readonly Period[], atMs: number): boolean {
  return periods.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
}
