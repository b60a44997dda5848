import type { AnswerFile } from './columns.ts'
import { readRightLabels, takeShare, type RightLabels } from './known.ts'
import type { AggregateOptions } from './options.ts'
import type { Clock } from '../../model/stores.ts'

/** What a call of the command works on. */
export type Input<File extends AnswerFile> = { file: File; gold: RightLabels; known: RightLabels }

type Rules = { takesEmptyLabels: boolean; formOf: (label: string) => string }

/** Reads all files, the small ones first, so that their faults are reported before the long one is read. */
export async function readInput<File extends AnswerFile>(
  options: AggregateOptions,
  readFile: (path: string, rules: Rules) => Promise<File>,
): Promise<Input<File>> {
  const rules = { takesEmptyLabels: options.kind === 'text', formOf: options.formOf }
  const read = async (path: string | null): Promise<RightLabels> =>
    path === null ? new Map() : readRightLabels(path, rules)
  const gold = await read(options.goldPath)
  const isShared = options.shareKnown > 0
  const known = isShared
    ? takeShare(gold, options.shareKnown, options.seed)
    : await read(options.knownPath)
  return { gold, known, file: await readFile(options.path, rules) }
}

/** Opens a stopwatch that returns the seconds since it was last read. */
export function openStopwatch({ clock }: { clock: Clock }): () => number {
  let lastMs = clock()
  return () => {
    const nowMs = clock()
    const seconds = (nowMs - lastMs) / 1000
    lastMs = nowMs
    return seconds
  }
}
