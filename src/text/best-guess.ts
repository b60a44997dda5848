import type { TextPolicy } from '../model/corpus.ts'
import { editsAllowed, foldText, matchesText } from './compare.ts'

/** A text that decides, and how many challenges of all it decides. */
export type Decided = { text: string; pairs: number }

/**
 * The text that matches most of what decides, wrong letters allowed as the policy allows them, and how much it
 * matches. Only texts that decide are tried as guesses. Null if nothing decides.
 */
export function bestGuess(deciding: readonly Decided[], policy: TextPolicy): Decided | null {
  const texts = openDecided(policy)
  for (const one of deciding) texts.add(one)
  let best: Decided | null = null
  for (const { text } of deciding) {
    const pairs = texts.countMatched(text)
    if (best === null || pairs > best.pairs) best = { text, pairs }
  }
  return best
}

/** Texts that decide, so that what a guess matches of them is found without comparing it with all. */
export type DecidedTexts = {
  add(decided: Decided): void
  /** How much a guess matches. */
  countMatched(guess: string): number
  /** Those of the texts that would match a further one, as guesses. */
  guessesFor(text: string): string[]
}

/** Opens an empty collection of texts that decide. */
export function openDecided(policy: TextPolicy): DecidedTexts {
  // Two texts that differ in few letters are the same once each has lost as many: every text is kept under all
  // forms that it has then.
  const byForm = new Map<string, Decided[]>()
  const findNear = (text: string): Decided[] => {
    const forms = [...formsOf(text, policy)]
    return [...new Set(forms.flatMap((form) => byForm.get(form) ?? []))]
  }
  return {
    add: (decided) => {
      for (const form of formsOf(decided.text, policy)) {
        const same = byForm.get(form)
        if (same) same.push(decided)
        else byForm.set(form, [decided])
      }
    },
    countMatched: (guess) =>
      findNear(guess)
        .filter(({ text }) => matchesText(guess, text, policy))
        .reduce((sum, { pairs }) => sum + pairs, 0),
    guessesFor: (text) =>
      findNear(text)
        .map((one) => one.text)
        .filter((guess) => matchesText(guess, text, policy)),
  }
}

// The edits that a text allows depend on its own length, and a guess may be shorter by as many.
function formsOf(text: string, policy: TextPolicy): Set<string> {
  const letters = Array.from(foldText(text, policy))
  const forms = new Set([letters.join('')])
  // From left to right, as which letters are lost matters, and not in which order.
  let last = [{ letters, from: 0 }]
  const edits = editsAllowed(letters.length + policy.editsMax, policy)
  for (let n = 0; n < edits; n += 1) {
    last = last.flatMap(loseOne)
    for (const one of last) forms.add(one.letters.join(''))
  }
  return forms
}

type Shortened = { letters: string[]; from: number }

function loseOne({ letters, from }: Shortened): Shortened[] {
  return letters
    .slice(from)
    .map((_, n) => ({ letters: letters.toSpliced(from + n, 1), from: from + n }))
}
