import type { Kind } from '../kind.ts'
import { servePictures } from '../serve-pictures.ts'
import { agreeOnClass } from './agreement.ts'
import { isOfChallenge, readSelected, yesOrNo } from './answer.ts'
import { guessSelection, pickClassification } from './pick.ts'

/** Choosing those of nine pictures that show what is asked for. */
export const classification: Kind = {
  name: 'classification',
  way: 'eye',
  importsFrom: 'class',
  stageOf: () => 'open',
  supply: 'queued',
  isTyped: false,
  pick: pickClassification,
  serving: servePictures({ layout: 'tile', widthPixels: 240, heightPixels: 240 }),
  viewOf: ({ shownKeyword }) =>
    shownKeyword ? { keyword: shownKeyword.text, keyword_language: shownKeyword.language } : {},
  plainForm: {
    gives: 'choice',
    question: 'choosePictures',
    shown: 'picture',
    field: 'picture',
    missing: 'pictureMissing',
    report: 'report',
  },
  readAnswer: readSelected,
  isAnswerTo: isOfChallenge,
  givenFor: yesOrNo,
  agreement: agreeOnClass,
  canDecide: () => true,
  bestGuess: guessSelection,
  stopRules: {
    confidenceMin: 0.99,
    networksMin: 2,
    answersMin: 2,
    answersMax: 24,
    quarantineHours: 24,
  },
  content: 'class',
}
