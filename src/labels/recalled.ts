import type { Recall } from '../model/recall.ts'

/** Those that have not been taken back. */
export const standingOf = (recalls: readonly Recall[]): Recall[] =>
  recalls.filter(({ liftedAtMs }) => liftedAtMs === null)

/** The name of the command that a recall was made by: of one that names networks there is a recall for each. */
export const commandOf = ({ id }: Pick<Recall, 'id'>): string => id.split('.')[0] ?? id

/** Says whether one of the recalls, those that stand, is of an answer of that network and time. */
export const isRecalled = (
  { cluster, givenAtMs }: { cluster: string; givenAtMs: number },
  recalls: readonly Recall[],
): boolean =>
  recalls.some(
    (recall) =>
      (recall.cluster === null || recall.cluster === cluster) &&
      (recall.fromMs === null || recall.fromMs <= givenAtMs) &&
      (recall.toMs === null || givenAtMs < recall.toMs),
  )
