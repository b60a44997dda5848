import { hashOf } from './review.ts'
import { groups, sentencesOf, type CheckedLanguage, type Fault } from './language.ts'

/** How far a sentence of a language can be trusted. */
export type Status = 'unreviewed' | 'machine-checked' | 'person'

/**
 * The status of every sentence that a language should have: a person has read it as it is; or every check that can be
 * made of it found nothing; or neither. A fault of the whole file is one of each sentence.
 */
export function statusOf(
  { translation, english, review }: CheckedLanguage,
  faults: readonly Fault[],
): Map<string, Status> {
  const isWholeAtFault = faults.some(({ sentence }) => sentence === null)
  const atFault = new Set(faults.map(({ sentence }) => sentence))
  const hashes = new Map<string, string>(
    groups.flatMap((group) =>
      Object.entries(translation[group] ?? {}).map(
        ([key, sentence]) => [`${group}.${key}`, hashOf(sentence)] as const,
      ),
    ),
  )
  return new Map(
    sentencesOf(english).map((name) => {
      const read = review.person?.[name]
      if (read !== undefined && read === hashes.get(name)) return [name, 'person']
      return [name, isWholeAtFault || atFault.has(name) ? 'unreviewed' : 'machine-checked']
    }),
  )
}

/** The review of a language, in which a person has now read every sentence as it is. */
export function reviewAll({ translation, review }: CheckedLanguage): CheckedLanguage['review'] {
  const person = groups.flatMap((group) =>
    Object.entries(translation[group] ?? {}).map(([key, sentence]) => [
      `${group}.${key}`,
      hashOf(sentence),
    ]),
  )
  return { ...review, person: Object.fromEntries(person) as Record<string, string> }
}
