import type { Recall } from '../model/recall.ts'

/** The recalls that have not been lifted. */
export function standingOf(recalls: readonly Recall[]): Recall[] {
  return recalls.filter(({ liftedAtMs }) => liftedAtMs === null)
}

/** The name of the command that made a recall. A command that names networks makes one recall for each. */
export function commandOf({ id }: Pick<Recall, 'id'>): string {
  return id.split('.')[0] ?? id
}

/** Says whether one of the standing recalls covers an answer of that network and time. */
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
