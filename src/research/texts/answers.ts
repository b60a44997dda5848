/** Free-text answers by task. `worker` numbers workers from 0. */
export type TextAnswers = { workerCount: number; tasks: readonly TextTask[] }

/** What workers wrote for one item; `known` is its text if that is known. */
export type TextTask = { answers: readonly WorkerText[]; known: string | null }

export type WorkerText = { worker: number; text: string }

/** Maps texts that mean the same to one match key; '' for a text that says nothing. */
export type KeyOf = (text: string) => string

/** The limits of the engine's input. What exceeds them is left out, never cut. */
export const textLimits = {
  /** Length of an answer, in UTF-16 code units. */
  signsMax: 2_000,
  /** Answers of a task: the first in the order of their texts. */
  answersMax: 200,
} as const

/**
 * The answers of a task that count, in an order that depends only on what they say, so that sums over them
 * are the same to the last bit in whatever order they came.
 */
export function sortAnswers({ answers }: TextTask): WorkerText[] {
  return answers
    .filter(({ text }) => text.length <= textLimits.signsMax)
    .toSorted((a, b) => compareTexts(a.text, b.text) || a.worker - b.worker)
    .slice(0, textLimits.answersMax)
}

/** Orders texts by code unit, which no locale does. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The form that most wrote. If several are equal, the longest, then the first by code unit. */
export function commonestForm(forms: readonly string[]): string {
  const [only = ''] = forms
  if (forms.every((form) => form === only)) return only
  const counts = new Map<string, number>()
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1)
  const ranked = [...counts].toSorted(
    ([a, countA], [b, countB]) => countB - countA || b.length - a.length || compareTexts(a, b),
  )
  return ranked[0]?.[0] ?? ''
}
