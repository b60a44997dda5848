import { isTextOfEach, readTexts, textFor } from '../typed/answer.ts'
import { guessText } from '../typed/guess.ts'
import { pickTyped } from '../typed/pick.ts'
import type { Kind } from '../kind.ts'
import { agreeOnHeard } from '../heard/agreement.ts'
import { serveClips } from './serve-clips.ts'
import { fitsHearer, stageOfClip } from './stage.ts'

/** Typing what is said: the visitor hears two clips of recordings, or four. */
export const audio: Kind = {
  name: 'audio',
  way: 'ear',
  importsFrom: 'speech',
  stageOf: stageOfClip,
  supply: 'paired',
  isTyped: true,
  pick: pickTyped,
  serving: serveClips,
  viewOf: () => ({}),
  plainForm: {
    gives: 'texts',
    question: 'typeHeard',
    shown: 'recording',
    field: 'heard',
    missing: 'heardMissing',
    report: 'reportRecording',
  },
  readAnswer: (body) => readTexts('audio', body),
  isAnswerTo: isTextOfEach,
  givenFor: textFor,
  agreement: agreeOnHeard,
  canDecide: fitsHearer,
  bestGuess: guessText,
  // Unanimous hearers are right less often than readers, so more of them are asked.
  stopRules: {
    confidenceMin: 0.97,
    networksMin: 3,
    answersMin: 3,
    answersMax: 10,
    quarantineHours: 24,
  },
  content: 'text',
}
