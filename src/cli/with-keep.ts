import type { Context, Keep, Result } from './command.ts'

/** Runs a command's work on the data folder and lets go of it, however the work ends. */
export const withKeep = async (
  context: Pick<Context, 'openKeep'>,
  work: (keep: Keep) => Promise<Result>,
): Promise<Result> => {
  const keep = context.openKeep()
  try {
    return await work(keep)
  } finally {
    await keep.close()
  }
}
