import { setTimeout } from 'node:timers/promises'

const usualPatienceMs = 30_000
const pauseMs = 40

/** Asks again and again until the answer is neither null, undefined nor false; says what was awaited if it never is. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  patienceMs = usualPatienceMs,
): Promise<T> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const found = await ask()
    if (found !== null && found !== undefined && found !== false) return found
    if (performance.now() > untilMs) throw new Error(`waited in vain for ${what}`)
    await setTimeout(pauseMs)
  }
}
