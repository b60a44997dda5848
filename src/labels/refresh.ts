import type { Agreement } from '../kinds/kind.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import { isPublished, type StopRules } from '../model/stop-rules.ts'
import type { Recall } from '../model/recall.ts'
import { isOpenHold, isRecalled } from './recalled.ts'
import { isFailed, isLeaked, isReadOtherwise, networksOf, type Network } from './refresh-known.ts'

/** When an item changes its role in the pool. */
export const refreshRules = {
  /** A reading starts to decide once it is this certain. */
  confidenceMin: 0.995,
  networksMin: 4,
  agreementMin: 0.9,
  attackMax: 0.01,
  /** It stops deciding if it is this likely to have been given in collusion. */
  attackKeptMax: 0.05,
  /** What a machine reads this well does not distinguish people from machines. */
  machineScoreMin: 0.98,
  /** At least this many known items are left, whatever is doubted or has leaked. */
  knownLeast: 20,
  /** Items that machines read go on deciding until there are this many others. */
  controlsEnough: 200,
  /**
   * One known item in this many is a canary: at least the minimum if there are enough, and at most the
   * maximum.
   */
  knownPerCanary: 8,
  canariesLeast: 10,
  canariesFromKnown: 40,
  canariesMost: 5_000,
} as const

/**
 * What becomes of an item. `restored` items return to the role that the archive gave them. `relieved` ones
 * decide again instead of being canaries.
 */
export type Fate = 'promoted' | 'demoted' | 'restored' | 'leaked' | 'machineRead' | 'relieved'

/** What an item's fate depends on besides its evidence. */
export type Outlook = {
  reading: Reading | null
  recordOf(networkHash: string): NetworkRecord | undefined
  stopRules: StopRules
  nowMs: number
  /** The standing recalls. */
  recalls: readonly Recall[]
  /** What makes two answers the same. */
  agreement: Pick<Agreement, 'aggregation' | 'isRight'>
  /** Says whether a visitor can be asked for the text. */
  canDecide(text: string): boolean
}

/**
 * Decides what becomes of an item in the pool; null if it stays as it is. Certain, published readings are
 * promoted. Known items are demoted if trusted networks fail them more often than their records predict.
 * Canaries are not judged by what they measure: one that most of these networks read as something else only
 * gives its place to another. Items are restored if they were promoted and then failed, or if their reading
 * was withdrawn. Items that leaked, or that machines read, retire. While labels are held, nothing but a
 * withdrawn reading has consequences; recalled answers never have any.
 */
export function fateOf(given: Evidence, outlook: Outlook): Fate | null {
  const evidence = withoutRecalled(given, outlook)
  const { item, poolStatus } = evidence
  if (outlook.recalls.some(isOpenHold)) return isWithdrawn(evidence, outlook) ? 'restored' : null
  const isOfArchive = item.status === 'known'
  if (poolStatus === 'known')
    return isOfArchive ? fateOfKnown(evidence, outlook) : fateOfPromoted(evidence, outlook)
  return isOfArchive || !deserves(evidence, outlook) ? null : 'promoted'
}

function fateOfKnown(evidence: Evidence, outlook: Outlook): Fate | null {
  const { label } = evidence.item
  const networks = networksFor(evidence, label, outlook)
  if (isFailed(networks)) return 'demoted'
  // A canary, and the probe of a pair of known items, is never answered as a known item.
  if (isReadOtherwise(networksFor(evidence, label, outlook, evidence.labels))) return 'relieved'
  return wornOut(evidence, networks)
}

function fateOfPromoted(evidence: Evidence, outlook: Outlook): Fate | null {
  const { reading } = outlook
  if (reading === null || isWithdrawn(evidence, outlook)) return 'restored'
  const networks = networksFor(evidence, reading.text, outlook)
  return isFailed(networks) ? 'restored' : wornOut(evidence, networks)
}

function isWithdrawn({ item, poolStatus }: Evidence, { reading }: Outlook): boolean {
  if (poolStatus !== 'known' || item.status === 'known') return false
  return reading?.state !== 'accepted' || reading.attack > refreshRules.attackKeptMax
}

function withoutRecalled(evidence: Evidence, { recalls }: Outlook): Evidence {
  if (recalls.length === 0) return evidence
  return {
    ...evidence,
    labels: evidence.labels.filter((label) => !isRecalled(label, recalls)),
    knownAnswers: evidence.knownAnswers.filter((answer) => !isRecalled(answer, recalls)),
  }
}

function wornOut({ item, knownAnswers }: Evidence, networks: readonly Network[]): Fate | null {
  if (item.stage !== 'open' && item.stage !== 'retired') return null
  if (isLeaked(networks)) return 'leaked'
  const isRead = (item.machineScore ?? 0) >= refreshRules.machineScoreMin
  return isRead && knownAnswers.length > 0 ? 'machineRead' : null
}

function deserves(evidence: Evidence, outlook: Outlook): boolean {
  const { reading, stopRules, nowMs, canDecide } = outlook
  if (reading?.state !== 'accepted') return false
  const { confidence, networks, agreement, attack, text, lastAnswerAtMs } = reading
  if (confidence < refreshRules.confidenceMin || networks < refreshRules.networksMin) return false
  if (agreement < refreshRules.agreementMin || attack > refreshRules.attackMax) return false
  if ((evidence.item.machineScore ?? 0) >= refreshRules.machineScoreMin) return false
  if (!isPublished(lastAnswerAtMs, stopRules, nowMs)) return false
  if (!canDecide(text)) return false
  // An item that has decided before, and that trusted networks failed, is not tried again.
  return !isFailed(networksFor(evidence, text, outlook))
}

function networksFor(
  { knownAnswers, poolStatus }: Evidence,
  label: string | null,
  { recordOf, agreement }: Outlook,
  labels: Evidence['labels'] = [],
): Network[] {
  const isCounted = poolStatus === 'known'
  return networksOf(knownAnswers, labels, { agreement, label, isCounted, recordOf })
}

/** How many canaries a corpus with this many known items should have. */
export function canariesWanted(known: number): number {
  const { canariesFromKnown, knownPerCanary, canariesLeast, canariesMost } = refreshRules
  if (known < canariesFromKnown) return 0
  return Math.min(canariesMost, Math.max(canariesLeast, Math.floor(known / knownPerCanary)))
}
