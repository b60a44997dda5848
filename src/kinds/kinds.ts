import { audio } from './audio/audio.ts'
import { classification } from './classification/classification.ts'
import { tableOf } from './kind.ts'
import { listening } from './listening/listening.ts'
import { transcription } from './transcription/transcription.ts'

/** Every kind of challenge. To add one, add its folder and its name here. */
export const kinds = tableOf([transcription, classification, audio, listening])
