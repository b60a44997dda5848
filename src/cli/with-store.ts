import type { CommandContext, OpenedStore, Result } from './command.ts'

/** Runs a command's work on the data folder and lets go of it, however the work ends. */
export async function withStore(
  context: Pick<CommandContext, 'openStore'>,
  work: (store: OpenedStore) => Promise<Result>,
): Promise<Result> {
  const store = context.openStore()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
