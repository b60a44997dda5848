import type { AnswerFile } from './aggregate-columns.ts'
import { readRightLabels, takeShare, type RightLabels } from './aggregate-known.ts'
import type { AggregateWish } from './aggregate-wish.ts'
import type { Context } from './command.ts'

/** What a call of the command works on. */
export type Input<File extends AnswerFile> = { file: File; gold: RightLabels; known: RightLabels }

type Rules = { takesEmptyLabels: boolean; formOf: (label: string) => string }

/** Reads all files, the small ones first: what is wrong with them is told before the long one is read. */
export const readInput = async <File extends AnswerFile>(
  wish: AggregateWish,
  readFile: (path: string, rules: Rules) => Promise<File>,
): Promise<Input<File>> => {
  const rules = { takesEmptyLabels: wish.kind === 'text', formOf: wish.formOf }
  const read = async (path: string | null): Promise<RightLabels> =>
    path === null ? new Map() : readRightLabels(path, rules)
  const gold = await read(wish.goldPath)
  const isShared = wish.shareKnown > 0
  const known = isShared ? takeShare(gold, wish.shareKnown, wish.seed) : await read(wish.knownPath)
  return { gold, known, file: await readFile(wish.path, rules) }
}

/** Opens a watch that tells the seconds since it was last asked. */
export const openStopwatch = ({ clock }: Pick<Context, 'clock'>): (() => number) => {
  let lastMs = clock()
  return () => {
    const nowMs = clock()
    const seconds = (nowMs - lastMs) / 1000
    lastMs = nowMs
    return seconds
  }
}
