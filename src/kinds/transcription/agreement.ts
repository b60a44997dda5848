import type { TextPolicy } from '../../model/corpus.ts'
import { cleanText } from '../../text/clean-text.ts'
import { foldText, matchesText } from '../../text/compare.ts'
import type { Agreement, Saying } from '../kind.ts'

/** Texts are the same if they fold to the same. A typed text may differ in a letter from a known one. */
export function agreeOnText(policy: TextPolicy): Agreement {
  // Most people who read an item write the same, so each text is folded once.
  const said = new Map<string, Saying | null>()
  const keyOf = (text: string): string => foldText(text, policy)
  return {
    aggregation: 'text',
    keyOf,
    sayingOf: ({ given }) => {
      const known = said.get(given)
      if (known !== undefined) return known
      if (said.size >= saidMax) said.clear()
      const saying = readText(given, keyOf)
      said.set(given, saying)
      return saying
    },
    isRight: ({ given }, label) => matchesText(given, label, policy),
  }
}

const saidMax = 1_000

function readText(given: string, keyOf: Agreement['keyOf']): Saying | null {
  const form = cleanText(given)
  const key = form === null ? '' : keyOf(form)
  return form === null || key === '' ? null : { key, form, isYes: true }
}
