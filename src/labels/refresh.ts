import type { Agreement } from '../kinds/kind.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import { isPublished, type StopRules } from '../model/stop-rules.ts'
import type { Recall } from '../model/recall.ts'
import { isRecalled } from './recalled.ts'
import { isFailed, isLeaked, isReadOtherwise, networksOf, type Network } from './refresh-known.ts'

/** When an item changes its part in the pool. */
export const refreshRules = {
  /** A reading decides from then on when it is as sure as this. */
  confidenceMin: 0.995,
  networksMin: 4,
  agreementMin: 0.9,
  attackMax: 0.01,
  /** It decides no more where it was given in collusion as likely as this. */
  attackKeptMax: 0.05,
  /** What a machine reads as well as this does not tell people from machines. */
  machineScoreMin: 0.98,
  /** Fewer known items are never left, whatever is doubted or has leaked. */
  knownLeast: 20,
  /** What machines read goes on to decide until there are so many others. */
  controlsEnough: 200,
  /** One known item in so many is a canary, no fewer than the least where there are enough, no more than the most. */
  knownPerCanary: 20,
  canariesLeast: 10,
  canariesFromKnown: 40,
  canariesMost: 500,
} as const

/** What becomes of an item: `restored` ones get back the part the archive gave them. */
export type Fate = 'promoted' | 'demoted' | 'restored' | 'leaked' | 'machineRead'

/** What an item's fate depends on, beside its evidence. */
export type Outlook = {
  reading: Reading | null
  recordOf(networkHash: string): NetworkRecord | undefined
  stopRules: StopRules
  nowMs: number
  /** Those that stand. */
  recalls: readonly Recall[]
  /** What makes two answers the same. */
  agreement: Pick<Agreement, 'aggregation' | 'isRight'>
  /** Says whether a visitor can be asked for the text. */
  canDecide(text: string): boolean
}

/**
 * Says what is to become of an item in the pool; null where it stays as it is. Promoted are sure, published
 * readings; demoted are known items that trusted networks fail more than their records let expect, or that most
 * of them, where it played the unknown, read otherwise; restored
 * such ones that were promoted, or whose reading was withdrawn. What leaked or machines read is to retire.
 */
export function fateOf(evidence: Evidence, outlook: Outlook): Fate | null {
  const { item, poolStatus } = evidence
  const isOfArchive = item.status === 'known'
  if (poolStatus === 'known')
    return isOfArchive ? fateOfKnown(evidence, outlook) : fateOfPromoted(evidence, outlook)
  return isOfArchive || !deserves(evidence, outlook) ? null : 'promoted'
}

function fateOfKnown(evidence: Evidence, outlook: Outlook): Fate | null {
  const networks = networksFor(evidence, evidence.item.label, outlook)
  if (isFailed(networks) || isReadOtherwise(networksOfBothParts(evidence, outlook)))
    return 'demoted'
  return wornOut(evidence, networks)
}

function fateOfPromoted(evidence: Evidence, outlook: Outlook): Fate | null {
  const { reading } = outlook
  if (reading?.state !== 'accepted' || reading.attack > refreshRules.attackKeptMax)
    return 'restored'
  const networks = networksFor(evidence, reading.text, outlook)
  return isFailed(networks) ? 'restored' : wornOut(evidence, networks)
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
  // One that has decided before, and that trusted networks failed, is not tried again.
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

// A canary, and the other of a pair of known items, is never answered as a known one.
function networksOfBothParts(evidence: Evidence, outlook: Outlook): Network[] {
  const labels = evidence.labels.filter((label) => !isRecalled(label, outlook.recalls))
  return networksFor(evidence, evidence.item.label, outlook, labels)
}

/** How many canaries a corpus of so many known items is to have. */
export function canariesWanted(known: number): number {
  const { canariesFromKnown, knownPerCanary, canariesLeast, canariesMost } = refreshRules
  if (known < canariesFromKnown) return 0
  return Math.min(canariesMost, Math.max(canariesLeast, Math.floor(known / knownPerCanary)))
}
