import { puzzleOf } from '../../src/challenge/work.ts'
import { openPuzzles } from '../../src/defence/puzzles.ts'
import type { ChallengeBody } from '../../src/wire/challenge.ts'

const solve = openPuzzles()

/** Solves all puzzles of work, as a visitor's browser does. */
export async function solveWork({
  challenge_id: id,
  work,
}: ChallengeBody): Promise<{ work: string[] }> {
  const tags: string[] = []
  for (let index = 0; index < (work?.puzzles ?? 0); index += 1)
    tags.push(await solve(puzzleOf({ id }, index)))
  return { work: tags }
}
