/**
 * How a kind is asked by a form of a page without scripts: with a field for each thing that is shown, or with a box to
 * tick for each. The rest are names of sentences, of the challenge or of the kind's own.
 */
export type PlainForm = {
  gives: 'texts' | 'choice'
  /** What to do. */
  question: string
  /** What each thing is called, and its field. */
  shown: string
  field: string
  /** Said when something was left empty. */
  missing: string
  /** Offers to report something. */
  report: string
}
