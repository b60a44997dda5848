import { turnLifeMs } from '../labels/settle-turn.ts'
import type { BusyCorpus } from '../manage/readings/busy.ts'
import type { Result } from './command.ts'

/**
 * Shows one line for each corpus, and one for those that were skipped because another process works on them.
 * Refuses if all of them were skipped.
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
  return { text: all.join('\n') || 'There are no corpora yet.', json: shown }
}

function busyWith(busy: readonly BusyCorpus[]): string {
  const names = busy.map(({ corpus }) => `“${corpus}”`).join(', ')
  const wait = `if that process was killed, its lock ends after ${turnLifeMs / 1_000} seconds`
  return `Another process is settling ${names}. Try again in a moment; ${wait}.`
}
