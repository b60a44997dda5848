import { commonestForm, compareTexts, sortAnswers, type KeyOf, type TextTask } from './answers.ts'
import { ballotOf, type TextBallot } from './ballot.ts'
import { notKnown, notSeen } from './words.ts'

/** The ballot of a task whose answers are taken whole, and the form in which each key is returned. */
export type WordBallot = TextBallot & { forms: readonly string[] }

/** The strength of closeness, in nats: it counts for at most half an answer of an average worker. */
const closeness = 2

/** Counts the answers of a task by match key; those that say nothing are left out. */
export function countWords(task: TextTask, keyOf: KeyOf): WordBallot {
  const answers = sortAnswers(task)
    .map(({ worker, text }) => ({ worker, form: text.trim(), key: keyOf(text) }))
    .filter(({ key }) => key !== '')
  const keys = [...new Set(answers.map(({ key }) => key))].toSorted(compareTexts)
  const places = new Map(keys.map((key, place) => [key, place]))
  const formsByKey: string[][] = keys.map(() => [])
  const votes = answers.map(({ worker, form, key }) => {
    const place = places.get(key) ?? 0
    formsByKey[place]?.push(form)
    return { worker, key: place }
  })
  return { ...ballotOf(keys, votes, closeness), forms: formsByKey.map(commonestForm) }
}

/** Which key of a ballot belongs to the known text; `notSeen` if none does. */
export function knownKey({ keys }: TextBallot, known: string | null, keyOf: KeyOf): number {
  if (known === null) return notKnown
  const place = keys.indexOf(keyOf(known))
  return place < 0 ? notSeen : place
}
