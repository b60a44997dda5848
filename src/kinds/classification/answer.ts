import type { Challenge, ChallengeItem, Given } from '../../model/challenge.ts'
import { answerLimits, isId, soleField } from '../answer-body.ts'

/** Reads `{"selected": ["<image id>"]}`; null where it is not that, or beyond the limits. */
export function readSelected(body: unknown): Given | null {
  const selected = soleField(body, 'selected')
  if (!Array.isArray(selected) || selected.length > answerLimits.images) return null
  if (!selected.every(isId)) return null
  return { kind: 'classification', byImage: new Map(selected.map((id) => [id, 'yes'])) }
}

/** Says whether all pictures that were picked are of the challenge. */
export function isOfChallenge({ items }: Challenge, { byImage }: Given): boolean {
  const asked = new Set(items.map((item) => item.imageId))
  return [...byImage.keys()].every((id) => asked.has(id))
}

/** Whether an item was picked, as `yes` or `no` to the class that was asked for. */
export function yesOrNo({ byImage }: Given, { imageId }: ChallengeItem): 'yes' | 'no' {
  return byImage.has(imageId) ? 'yes' : 'no'
}
