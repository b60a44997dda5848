import type { TextPolicy } from '../../model/corpus.ts'
import { cleanText } from '../../text/clean-text.ts'
import { foldText } from '../../text/compare.ts'
import { countEdits, signsOf } from '../../text/edits.ts'
import type { Agreement, Vote } from '../kind.ts'

/** One letter may differ in so many of a known text, and in all twice as many as in what is read. */
const lettersPerEdit = 7
const asRead = 2

/**
 * What is heard is the same if its letters are: capitals, accents, punctuation and the spaces between words are not
 * heard. Of a known text a few letters may differ, unless the corpus allows none.
 */
export function agreeOnHeard(policy: TextPolicy): Agreement {
  const keyOf = (text: string): string => heardForm(text, policy)
  return {
    aggregation: 'text',
    keyOf,
    voteOf: ({ given }) => readHeard(given, keyOf),
    isRight: ({ given }, label) => {
      const wanted = signsOf(keyOf(label))
      if (wanted.length === 0) return false
      const edits = Math.floor(wanted.length / lettersPerEdit)
      const allowed = Math.min(edits, policy.editsMax * asRead)
      return countEdits(wanted, signsOf(keyOf(given))) <= allowed
    },
  }
}

// A corpus may tell accents or capitals apart in writing, but nobody hears them.
function heardForm(text: string, { abbreviations, editsMax: edits }: TextPolicy): string {
  const folds = { case: 'fold', diacritics: 'fold', ligatures: 'fold', longS: 'fold' } as const
  return foldText(text, { ...folds, abbreviations, editsMax: edits }).replaceAll(' ', '')
}

function readHeard(given: string, keyOf: Agreement['keyOf']): Vote | null {
  const form = cleanText(given)
  const key = form === null ? '' : keyOf(form)
  return form === null || key === '' ? null : { key, form, isYes: true }
}
