import type { Challenge } from './challenge.ts'
import { showClassification } from './classification.ts'
import { showTranscription } from './transcription.ts'
import type { View } from './view.ts'
import type { Words } from '../words/words.ts'

/** Every kind of challenge with the function that shows it. */
export const kinds: Readonly<
  Record<Challenge['kind'], (challenge: Challenge, words: Words) => View>
> = {
  transcription: showTranscription,
  classification: showClassification,
}
