import type { Recall } from '../model/recall.ts'

/** The recalls that have not been lifted. */
export function standingOf(recalls: readonly Recall[]): Recall[] {
  return recalls.filter(({ liftedAtMs }) => liftedAtMs === null)
}

/** Says whether a recall is a hold that has neither ended nor been lifted: acceptance is stopped by it. */
export function isOpenHold({
  alarm,
  toMs,
  liftedAtMs,
}: Pick<Recall, 'alarm' | 'toMs' | 'liftedAtMs'>): boolean {
  return alarm !== null && toMs === null && liftedAtMs === null
}

/** The hold by which acceptance is stopped; null if it is not. That of canaries comes before one of a burst. */
export function openHoldOf(recalls: readonly Recall[]): Recall | null {
  const open = recalls.filter(isOpenHold)
  return open.find(({ alarm }) => alarm === 'canaries') ?? open[0] ?? null
}

/** The name of the command that made a recall. A command that names networks makes one recall for each. */
export function commandOf({ id }: Pick<Recall, 'id'>): string {
  return id.split('.')[0] ?? id
}

type Given = { networkHash: string; givenAtMs: number }

/**
 * Says whether one of the standing recalls covers an answer of that network and time. Labels of a burst are not
 * recalled: they only wait for others.
 */
export function isRecalled(given: Given, recalls: readonly Recall[]): boolean {
  return recalls.some((recall) => recall.alarm !== 'burst' && isCovered(given, recall))
}

/** Says whether an answer of that network and time came in with one of the standing bursts. */
export function isOfBurst(given: Given, recalls: readonly Recall[]): boolean {
  return recalls.some((recall) => recall.alarm === 'burst' && isCovered(given, recall))
}

function isCovered({ networkHash, givenAtMs }: Given, recall: Recall): boolean {
  return (
    (recall.networkHash === null || recall.networkHash === networkHash) &&
    (recall.fromMs === null || recall.fromMs <= givenAtMs) &&
    (recall.toMs === null || givenAtMs < recall.toMs)
  )
}
