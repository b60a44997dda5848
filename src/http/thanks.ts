import type { Challenge, Credit } from '../model/challenge.ts'
import { isDemoCorpus } from '../model/demonstration.ts'
import type { Language } from '../model/language.ts'

/** What a visitor is told after a right answer, and the address of whom it was for; null for none. */
export type ThanksLine = { text: string; url: string | null }

/** Longer credits name more than somebody. */
const nameLengthMax = 80

/**
 * The line that thanks a visitor for a right answer; null if the corpus wants none. It depends on the challenge as a
 * whole, as the credits do: to thank for the unknown item alone would tell which one it is.
 */
export function thanksOf(
  { kind, corpus, thanks, credits }: Pick<Challenge, 'kind' | 'corpus' | 'thanks' | 'credits'>,
  { thanks: words }: Pick<Language, 'thanks'>,
): ThanksLine | null {
  // What nobody is credited for was no reading: somebody may have passed by work alone.
  if (thanks === 'nothing' || credits.length === 0) return null
  const sentence = words[kind] ?? words['other'] ?? ''
  const somebody = words[isDemoCorpus(corpus) ? 'demonstration' : 'somebody'] ?? ''
  const only = onlyOf(credits, ({ text }) => text) ?? ''
  const isName = only !== '' && only.length <= nameLengthMax
  return {
    text: sentence.replace('{name}', () => (isName ? only : somebody)),
    url: thanks === 'link' ? onlyOf(credits, ({ url }) => url) : null,
  }
}

// What is the same in all credits; null if they differ.
function onlyOf(
  credits: readonly Credit[],
  read: (credit: Credit) => string | null,
): string | null {
  const [first, ...others] = new Set(credits.map(read))
  return others.length === 0 ? (first ?? null) : null
}
