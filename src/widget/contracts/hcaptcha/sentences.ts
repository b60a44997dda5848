/** The sentences of the checkbox. The titles are those that hCaptcha's own frames have. */
export type Sentences = {
  title: string
  challengeTitle: string
  label: string
  expired: string
  unreachable: string
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
  unreachable: retry,
  failed: retry,
}
