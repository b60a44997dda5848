import type { TextPolicy } from '../../model/corpus.ts'
import type { DecidingText } from '../../model/pair.ts'
import { bestGuess } from '../../text/best-guess.ts'
import type { Guess } from '../kind.ts'

/** The text that passes most easy challenges of somebody who always types it. */
export function guessText(deciding: readonly DecidingText[], policy: TextPolicy): Guess | null {
  const best = bestGuess(deciding, policy)
  const all = deciding.reduce((sum, { pairs }) => sum + pairs, 0)
  return best && { text: best.text, share: best.pairs / all }
}
