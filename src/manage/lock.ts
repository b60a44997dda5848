import { drawId } from '../model/chance.ts'
import type { Context } from './context.ts'
import type { Refused } from './refused.ts'

const lockName = 'sites and secrets'
const lockBytes = 16
/**
 * Twice the longest time that a store may keep a use case waiting; a killed one blocks the others for this
 * long.
 */
const lockLifeMs = 30_000
const tryEveryMs = 25
const triesMax = 400
const missedMax = 20

/**
 * Runs work that reads sites, secrets or corpora and then changes them. Of all use cases on the store, in any
 * process, one works at a time. Refused if the others take longer than ten seconds.
 */
export async function withLock<Done>(
  context: Pick<Context, 'clock' | 'random' | 'store'>,
  work: () => Promise<Done | Refused>,
): Promise<Done | Refused> {
  const body = drawId(context.random, lockBytes)
  if (!(await lock(context, body))) return { refused: 'busy', waitSeconds: lockLifeMs / 1_000 }
  try {
    return await work()
  } finally {
    await unlock(context, body)
  }
}

async function lock(
  { clock, store: { tickets } }: Pick<Context, 'clock' | 'store'>,
  body: string,
): Promise<boolean> {
  let missed = 0
  for (let tries = 0; tries < triesMax; tries += 1) {
    // The lock of a killed process stays until it is swept.
    await tickets.sweep()
    try {
      const expiresAtMs = clock() + lockLifeMs
      await tickets.put({ kind: 'lock', id: lockName, body, expiresAtMs })
      return true
    } catch (cause) {
      // If no lock is in the way again and again, something else is wrong.
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

// The work is done, and a new secret is only shown now; a lock that stays expires by itself.
async function unlock({ store: { tickets } }: Pick<Context, 'store'>, body: string): Promise<void> {
  try {
    if ((await tickets.peek('lock', lockName)) === body) await tickets.take('lock', lockName)
  } catch {
    return
  }
}
