import type { FailureCode } from '../../../wire/frame.ts'

/**
 * The sentences of the checkbox. The titles are those that hCaptcha's own frames have. `failed` stands for every
 * failure that has no sentence under its code.
 */
export type Sentences = Partial<Record<FailureCode, string>> & {
  title: string
  challengeTitle: string
  label: string
  expired: string
  failed: string
}

const name = 'hCaptcha'
const retry = 'Please try again.'

/** The only English there is before the words are loaded. */
export const english: Sentences = {
  title: name,
  challengeTitle: name,
  label: 'I am human',
  expired: retry,
  failed: retry,
}
