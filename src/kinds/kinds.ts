import { classification } from './classification/classification.ts'
import { tableOf } from './kind.ts'
import { transcription } from './transcription/transcription.ts'

/** Every kind of challenge: a further one is its folder and its name here. */
export const kinds = tableOf([transcription, classification])
