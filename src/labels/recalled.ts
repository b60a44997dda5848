import type { Recall } from '../model/recall.ts'

/** Those that have not been taken back. */
export function standingOf(recalls: readonly Recall[]): Recall[] {
  return recalls.filter(({ liftedAtMs }) => liftedAtMs === null)
}

/** The name of the command that a recall was made by: of one that names networks there is a recall for each. */
export function commandOf({ id }: Pick<Recall, 'id'>): string {
  return id.split('.')[0] ?? id
}

/** Says whether one of the recalls, those that stand, is of an answer of that network and time. */
export function isRecalled(
  { networkHash, givenAtMs }: { networkHash: string; givenAtMs: number },
  recalls: readonly Recall[],
): boolean {
  return recalls.some(
    (recall) =>
      (recall.networkHash === null || recall.networkHash === networkHash) &&
      (recall.fromMs === null || recall.fromMs <= givenAtMs) &&
      (recall.toMs === null || givenAtMs < recall.toMs),
  )
}
