const DEFAULT_ROUNDS = 5
const MAX_ROUNDS = 10

/** Reads the rounds asked for: 0 for no game (null, `false` or `0`), else the number, at most 10, or 5. */
export function readRounds(value: string | null): number {
  if (value === null || /^\s*(false|0)\s*$/i.test(value)) return 0
  const asked = Number.parseInt(value, 10)
  return asked >= 1 ? Math.min(asked, MAX_ROUNDS) : DEFAULT_ROUNDS
}
