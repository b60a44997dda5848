const DEFAULT_ROUNDS = 5
const MAX_ROUNDS = 10

/** Where a game stands; `round` is the one being played, from 1. */
export type Game = { _round: number; _rounds: number; _passed: number; _isOver: boolean }

/** Reads the rounds asked for: 0 for no game (null, `false` or `0`), else the number, at most 10, or 5. */
export function readRounds(value: string | null): number {
  if (value === null || /^\s*(false|0)\s*$/i.test(value)) return 0
  const asked = Number.parseInt(value, 10)
  return asked >= 1 ? Math.min(asked, MAX_ROUNDS) : DEFAULT_ROUNDS
}

/** A game before its first round. */
export function startGame(rounds: number): Game {
  return { _round: 1, _rounds: rounds, _passed: 0, _isOver: false }
}

/** The game after a round; right or wrong, each answer takes one. */
export function playRound(game: Game, isPassed: boolean): Game {
  const isOver = game._round >= game._rounds
  return {
    ...game,
    _passed: game._passed + (isPassed ? 1 : 0),
    _round: isOver ? game._round : game._round + 1,
    _isOver: isOver,
  }
}
