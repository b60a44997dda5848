import type { KnownResult, Verdict } from '../model/answer.ts'
import type { Challenge, ChallengeItem, Given } from '../model/challenge.ts'
import { matchesText } from '../text/compare.ts'

/** What the known items say of an answer, and the verdict that follows. */
export type Judgement = { verdict: Verdict; known: KnownResult[] }

/**
 * Judges an answer by the known items alone: it passes when there are known items and every one of them
 * was answered rightly. Pure; the unknown items are not looked at, except that each must be answered.
 */
export function judge(challenge: Challenge, given: Given): Judgement {
  const known = challenge.items
    .filter((item) => item.role === 'known')
    .map((item) => ({
      itemId: item.itemId,
      given: givenFor(challenge, given, item) ?? '',
      isRight: isRight(challenge, given, item),
    }))
  if (!answersTheChallenge(challenge, given)) return { verdict: 'fail', known }
  if (known.length === 0 || !known.every((result) => result.isRight))
    return { verdict: 'fail', known }
  return { verdict: 'pass', known }
}

/** What was given for one item: the typed text, or `yes` or `no` to the keyword; null where nothing was. */
export function givenFor(challenge: Challenge, given: Given, item: ChallengeItem): string | null {
  if (given.kind !== challenge.kind) return null
  if (given.kind === 'classification') return given.selected.has(item.imageId) ? 'yes' : 'no'
  return given.texts.get(item.imageId) ?? null
}

function isRight(challenge: Challenge, given: Given, item: ChallengeItem): boolean {
  const what = givenFor(challenge, given, item)
  if (what === null || item.label === null) return false
  if (challenge.kind === 'transcription') return matchesText(what, item.label, challenge.textPolicy)
  return (what === 'yes') === (item.label === challenge.keyword)
}

/** Says whether what was given is an answer to this challenge at all: a text for each picture, or pictures of it. */
export function answersTheChallenge(challenge: Challenge, given: Given): boolean {
  if (given.kind !== challenge.kind) return false
  const asked = new Set(challenge.items.map((item) => item.imageId))
  if (given.kind === 'classification') return [...given.selected].every((id) => asked.has(id))
  const isAll = [...given.texts].every(([id, text]) => asked.has(id) && text !== '')
  return isAll && given.texts.size === asked.size
}
