import type { KnownResult, Verdict } from '../model/answer.ts'
import type { Challenge, Given } from '../model/challenge.ts'
import type { Kind, Kinds } from '../kinds/kind.ts'

/** What the known items say about an answer, and the verdict that follows. */
export type Judgement = { verdict: Verdict; known: KnownResult[] }

/**
 * Judges an answer by the known items alone: it passes if there are known items and every one of them was
 * answered correctly. Pure. The unknown items are ignored, except that each must be answered. A challenge of
 * an unknown kind fails.
 */
export function judge(kinds: Kinds, challenge: Challenge, given: Given): Judgement {
  const kind = kinds.get(challenge.kind)
  if (!kind) return { verdict: 'fail', known: [] }
  const known = resultsOf(kind, challenge, given)
  if (!answersTheChallenge(kind, challenge, given)) return { verdict: 'fail', known }
  if (known.length === 0 || !known.every((result) => result.isRight))
    return { verdict: 'fail', known }
  return { verdict: 'pass', known }
}

/** Says whether what was given is an answer to this challenge at all, by the rules of its kind. */
export function answersTheChallenge(kind: Kind, challenge: Challenge, given: Given): boolean {
  const isOfKind = kind.name === challenge.kind && kind.name === given.kind
  return isOfKind && kind.isAnswerTo(challenge, given)
}

function resultsOf(kind: Kind, challenge: Challenge, given: Given): KnownResult[] {
  const { keyword, textPolicy, items } = challenge
  const { isRight } = kind.agreement(textPolicy)
  return items
    .filter((item) => item.role === 'known')
    .map((item) => {
      const text = given.kind === kind.name ? kind.givenFor(given, item) : null
      const { itemId, label } = item
      if (text === null || label === null) return { itemId, given: text ?? '', isRight: false }
      return { itemId, given: text, isRight: isRight({ given: text, keyword }, label) }
    })
}
