import type { Clock } from '../model/stores.ts'

/** Waits that long; rejects if the signal fires first. */
export type Pause = (forMs: number, signal: AbortSignal) => Promise<void>

/** Lets one request at a time go to a host, with a pause between two. */
export type Turns = <T>(
  of: { host: string; signal: AbortSignal },
  work: () => Promise<T>,
) => Promise<T>

/** Opens the turns of all hosts. */
export function openTurns(context: { clock: Clock; pause: Pause; delayMs: number }): Turns {
  const lastOfHost = new Map<string, Promise<number>>()
  return async ({ host, signal }, work) => {
    const before = lastOfHost.get(host)
    const turn = Promise.withResolvers<number>()
    lastOfHost.set(host, turn.promise)
    try {
      if (before) await restAfter(await before, { ...context, signal })
      return await work()
    } finally {
      turn.resolve(context.clock())
    }
  }
}

async function restAfter(
  endedAtMs: number,
  { clock, pause, delayMs, signal }: Parameters<typeof openTurns>[0] & { signal: AbortSignal },
): Promise<void> {
  const leftMs = endedAtMs + delayMs - clock()
  if (leftMs > 0) await pause(leftMs, signal)
}
