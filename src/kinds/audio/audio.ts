import { readTexts } from '../typed/answer.ts'
import { pickTyped } from '../typed/pick.ts'
import type { Kind } from '../kind.ts'
import { heardKind } from '../heard/heard-kind.ts'
import { serveClips } from './serve-clips.ts'
import { fitsHearer, stageOfClip } from './stage.ts'

/** Typing what is said: the visitor hears two clips of recordings, or four. */
export const audio: Kind = {
  ...heardKind,
  name: 'audio',
  importsFrom: 'speech',
  stageOf: stageOfClip,
  pick: pickTyped,
  serving: serveClips,
  plainForm: {
    gives: 'texts',
    question: 'typeHeard',
    shown: 'recording',
    field: 'heard',
    missing: 'heardMissing',
    report: 'reportRecording',
  },
  readAnswer: (body) => readTexts('audio', body),
  canDecide: fitsHearer,
  content: 'text',
}
