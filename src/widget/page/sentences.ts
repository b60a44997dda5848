import type { FailureCode } from '../../wire/frame.ts'

/**
 * The sentences of the checkbox. The titles are those of hCaptcha's frames, with our name. `failed` stands for every
 * failure that has no sentence under its code.
 */
export type Sentences = Partial<Record<FailureCode, string>> & {
  title: string
  challengeTitle: string
  label: string
  /** The links to what this is and what is kept. */
  about: string
  privacy: string
  expired: string
  /** The sitekey is a test key. */
  testing: string
  /** The service takes longer than usual. */
  waiting: string
  failed: string
}

/** The name of a sentence that says why a box is unchecked again, or what it waits for. */
export type Notice = keyof Sentences

const name = 'Incipit'
const retry = 'Please try again.'

/** The only English there is before the words are loaded. */
export const english: Sentences = {
  title: name,
  challengeTitle: name,
  label: 'I am human',
  about: name,
  privacy: 'Privacy',
  expired: retry,
  waiting: 'No answer.',
  testing: 'For testing only',
  'invalid-data': 'Not set up.',
  failed: retry,
}
