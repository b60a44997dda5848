import type { Kind } from '../kind.ts'
import { servePictures } from '../serve-pictures.ts'
import { fitsVisitor } from '../../text/typeable.ts'
import { guessText } from '../typed/guess.ts'
import { agreeOnText } from './agreement.ts'
import { isTextOfEach, readTexts, textFor } from '../typed/answer.ts'
import { pickTyped } from '../typed/pick.ts'
import { stageOfText } from './stage.ts'

/** Typing what is written: the visitor reads two pictures, or four. */
export const transcription: Kind = {
  name: 'transcription',
  way: 'eye',
  importsFrom: 'text',
  stageOf: stageOfText,
  supply: 'paired',
  isTyped: true,
  pick: pickTyped,
  serving: servePictures({ layout: 'strip', widthPixels: 600, heightPixels: 160 }),
  viewOf: () => ({}),
  plainForm: {
    gives: 'texts',
    question: 'typeTexts',
    shown: 'textPicture',
    field: 'text',
    missing: 'textMissing',
    report: 'report',
  },
  readAnswer: (body) => readTexts('transcription', body),
  isAnswerTo: isTextOfEach,
  givenFor: textFor,
  agreement: agreeOnText,
  canDecide: fitsVisitor,
  bestGuess: guessText,
  stopRules: {
    confidenceMin: 0.97,
    networksMin: 2,
    answersMin: 2,
    answersMax: 8,
    quarantineHours: 24,
  },
  content: 'text',
}
