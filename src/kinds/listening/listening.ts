import { heardKind } from '../heard/heard-kind.ts'
import type { Kind } from '../kind.ts'
import { readTexts } from '../typed/answer.ts'
import { pickListening } from './pick.ts'
import { serveCasts } from './serve-casts.ts'

/** Typing what the lower of two voices says, whose words a machine spoke: what hears an archive has no recordings for. */
export const listening: Kind = {
  ...heardKind,
  name: 'listening',
  importsFrom: null,
  stageOf: () => 'open',
  pick: pickListening,
  serving: serveCasts,
  plainForm: {
    gives: 'texts',
    question: 'typeLower',
    shown: 'recording',
    field: 'lower',
    missing: 'lowerMissing',
    report: 'reportRecording',
  },
  readAnswer: (body) => readTexts('listening', body),
  canDecide: () => true,
  content: 'nothing',
}
