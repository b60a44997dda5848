import type { Kind } from '../kind.ts'
import { isTextOfEach, textFor } from '../typed/answer.ts'
import { guessText } from '../typed/guess.ts'
import { agreeOnHeard } from './agreement.ts'

/** What all kinds have in common whose items are heard and typed. */
export const heardKind = {
  way: 'ear',
  supply: 'paired',
  isTyped: true,
  viewOf: () => ({}),
  isAnswerTo: isTextOfEach,
  givenFor: textFor,
  agreement: agreeOnHeard,
  bestGuess: guessText,
  // Unanimous hearers are right less often than readers, so more of them are asked.
  stopRules: {
    confidenceMin: 0.97,
    networksMin: 3,
    answersMin: 3,
    answersMax: 10,
    quarantineHours: 24,
  },
} as const satisfies Partial<Kind>
