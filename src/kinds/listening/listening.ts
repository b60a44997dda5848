import { agreeOnHeard } from '../heard/agreement.ts'
import type { Kind } from '../kind.ts'
import { isTextOfEach, readTexts, textFor } from '../typed/answer.ts'
import { guessText } from '../typed/guess.ts'
import { pickListening } from './pick.ts'
import { serveCasts } from './serve-casts.ts'

/** Typing what the lower of two voices says, whose words a machine spoke: what hears an archive has no recordings for. */
export const listening: Kind = {
  name: 'listening',
  way: 'ear',
  importsFrom: null,
  stageOf: () => 'open',
  supply: 'paired',
  isTyped: true,
  pick: pickListening,
  serving: serveCasts,
  viewOf: () => ({}),
  plainForm: {
    gives: 'texts',
    question: 'typeLower',
    shown: 'recording',
    field: 'lower',
    missing: 'lowerMissing',
    report: 'reportRecording',
  },
  readAnswer: (body) => readTexts('listening', body),
  isAnswerTo: isTextOfEach,
  givenFor: textFor,
  agreement: agreeOnHeard,
  canDecide: () => true,
  bestGuess: guessText,
  // There are no readings; a corpus has rules all the same.
  stopRules: {
    confidenceMin: 0.97,
    networksMin: 3,
    answersMin: 3,
    answersMax: 10,
    quarantineHours: 24,
  },
  content: 'nothing',
}
