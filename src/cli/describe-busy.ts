import { turnLifeMs } from '../labels/settle-turn.ts'
import type { BusyCorpus } from '../manage/readings/busy.ts'
import type { Result } from './command.ts'

/**
 * Tells a line of each corpus, also of those that were passed over because another process works on them;
 * refused where it does so on all.
 */
export function describeAll<Done extends { isBusy: false }>(
  shown: readonly (Done | BusyCorpus)[],
  lineOf: (done: Done) => string,
): Result {
  const busy = shown.filter((one) => one.isBusy)
  const [first] = busy
  if (first && busy.length === shown.length) return { refused: busyWith(busy) }
  const lines = shown.filter((one) => !one.isBusy).map(lineOf)
  const all = first ? [...lines, busyWith(busy)] : lines
  return { text: all.join('\n') || 'There is no corpus yet.', json: shown }
}

function busyWith(busy: readonly BusyCorpus[]): string {
  const names = busy.map(({ corpus }) => `“${corpus}”`).join(', ')
  const wait = `one that was killed is waited for ${turnLifeMs / 1_000} seconds`
  return `Another process is settling ${names}; try again in a moment (${wait}).`
}
