import { setTimeout as pause } from 'node:timers/promises'

/** Returns the numeric addresses of a host name; rejects if it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Who looks names up, and how long that may take. */
export type Lookup = { resolve: Resolve; lookupMaxMs: number; signal: AbortSignal }

/** Looks a name up within its time: empty if it has no address, `late` if no answer came; rejects at the signal. */
export async function lookUp(
  host: string,
  { resolve, lookupMaxMs, signal }: Lookup,
): Promise<readonly string[] | 'late'> {
  const found = new AbortController()
  const late = pause(lookupMaxMs, 'late' as const, {
    signal: AbortSignal.any([signal, found.signal]),
  })
  try {
    return await Promise.race([resolve(host).catch(() => []), late])
  } finally {
    found.abort()
  }
}
