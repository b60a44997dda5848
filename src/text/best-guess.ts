import type { TextPolicy } from '../model/corpus.ts'
import { editsAllowed, foldText, matchesText } from './compare.ts'

/** A text that decides, and how many challenges of all it decides. */
export type Decided = { text: string; pairs: number }

/**
 * The text that matches most of what decides, wrong letters allowed as the policy allows them, and how much it
 * matches. Only texts that decide are tried as guesses. Null if nothing decides.
 */
export function bestGuess(deciding: readonly Decided[], policy: TextPolicy): Decided | null {
  const near = openNearTexts(deciding, policy)
  let best: Decided | null = null
  for (const { text } of deciding) {
    const pairs = near(text)
      .filter((other) => matchesText(text, other.text, policy))
      .reduce((sum, other) => sum + other.pairs, 0)
    if (best === null || pairs > best.pairs) best = { text, pairs }
  }
  return best
}

// Two texts that differ in few letters are the same once each has lost as many: every text is kept under all
// forms that it has then.
function openNearTexts(
  deciding: readonly Decided[],
  policy: TextPolicy,
): (text: string) => Decided[] {
  const byForm = new Map<string, Decided[]>()
  for (const one of deciding)
    for (const form of formsOf(one.text, policy)) {
      const same = byForm.get(form)
      if (same) same.push(one)
      else byForm.set(form, [one])
    }
  return (text) => {
    const forms = [...formsOf(text, policy)]
    return [...new Set(forms.flatMap((form) => byForm.get(form) ?? []))]
  }
}

// The edits that a text allows depend on its own length, and a guess may be shorter by as many.
function formsOf(text: string, policy: TextPolicy): Set<string> {
  const letters = Array.from(foldText(text, policy))
  const forms = new Set([letters.join('')])
  let last = [letters]
  const edits = editsAllowed(letters.length + policy.editsMax, policy)
  for (let n = 0; n < edits; n += 1) {
    last = last.flatMap((form) => form.map((_, at) => form.toSpliced(at, 1)))
    for (const form of last) forms.add(form.join(''))
  }
  return forms
}
