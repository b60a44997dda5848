import { drawId } from '../model/chance.ts'
import type { CommandContext, OpenedStore, Result } from './command.ts'

const lockName = 'sites and secrets'
const lockBytes = 16
/** Longer than a store may keep a command waiting, twice; a killed command blocks the others for as long. */
const lockLifeMs = 30_000
const tryEveryMs = 25
const triesMax = 400
const missedMax = 20

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

/**
 * Runs work that reads sites or secrets and then changes them: of all commands on the data folder, in any
 * process, one works at a time. Refused where the others take ten seconds.
 */
export function withStoreLock(
  context: Pick<CommandContext, 'openStore' | 'clock' | 'random'>,
  work: (store: OpenedStore) => Promise<Result>,
): Promise<Result> {
  return withStore(context, async (store) => {
    const body = drawId(context.random, lockBytes)
    if (!(await lock(context, store, body)))
      return {
        refused: `Another command is changing sites, secrets or corpora; try again in a moment. One that was killed is waited for ${lockLifeMs / 1000} seconds.`,
      }
    try {
      return await work(store)
    } finally {
      await unlock(store, body)
    }
  })
}

async function lock(
  { clock }: Pick<CommandContext, 'clock'>,
  { tickets }: OpenedStore,
  body: string,
): Promise<boolean> {
  let missed = 0
  for (let tries = 0; tries < triesMax; tries += 1) {
    // The lock of a killed command lies there until it is swept.
    await tickets.sweep()
    try {
      const expiresAtMs = clock() + lockLifeMs
      await tickets.put({ kind: 'lock', id: lockName, body, expiresAtMs })
      return true
    } catch (cause) {
      // Where again and again nothing lies in the way, something else is amiss.
      missed = (await tickets.peek('lock', lockName)) === null ? missed + 1 : 0
      if (missed >= missedMax) throw cause
    }
    await pause()
  }
  return false
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tryEveryMs))
}

// What was done is done, and a new secret is shown only now: a lock that stays ends by itself.
async function unlock({ tickets }: OpenedStore, body: string): Promise<void> {
  try {
    if ((await tickets.peek('lock', lockName)) === body) await tickets.take('lock', lockName)
  } catch {
    return
  }
}
