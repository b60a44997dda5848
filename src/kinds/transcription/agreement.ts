import type { TextPolicy } from '../../model/corpus.ts'
import { cleanText } from '../../text/clean-text.ts'
import { foldText, matchesText } from '../../text/compare.ts'
import type { Agreement, Vote } from '../kind.ts'

/** Texts are the same if they fold to the same. A typed text may differ in a letter from a known one. */
export function agreeOnText(policy: TextPolicy): Agreement {
  // Most people who read an item write the same, so each text is folded once.
  const votes = new Map<string, Vote | null>()
  const keyOf = (text: string): string => foldText(text, policy)
  return {
    aggregation: 'text',
    keyOf,
    voteOf: ({ given }) => {
      const known = votes.get(given)
      if (known !== undefined) return known
      if (votes.size >= votesMax) votes.clear()
      const vote = readText(given, keyOf)
      votes.set(given, vote)
      return vote
    },
    isRight: ({ given }, label) => matchesText(given, label, policy),
  }
}

const votesMax = 1_000

function readText(given: string, keyOf: Agreement['keyOf']): Vote | null {
  const form = cleanText(given)
  const key = form === null ? '' : keyOf(form)
  return form === null || key === '' ? null : { key, form, isYes: true }
}
