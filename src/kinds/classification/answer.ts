import type { Challenge, ChallengeItem, Given } from '../../model/challenge.ts'
import { answerLimits, isId, soleField } from '../answer-body.ts'

/** Reads `{"selected": ["<image id>"]}`; null if it is not that, or exceeds the limits. */
export function readSelected(body: unknown): Given | null {
  const selected = soleField(body, 'selected')
  if (!Array.isArray(selected) || selected.length > answerLimits.images) return null
  if (!selected.every(isId)) return null
  return { kind: 'classification', byImage: new Map(selected.map((id) => [id, 'yes'])) }
}

/** Says whether all selected pictures belong to the challenge. */
export function isOfChallenge({ items }: Challenge, { byImage }: Given): boolean {
  const asked = new Set(items.map((item) => item.imageId))
  return [...byImage.keys()].every((id) => asked.has(id))
}

/** Whether an item was selected, as `yes` or `no` to the class that was asked for. */
export function yesOrNo({ byImage }: Given, { imageId }: ChallengeItem): 'yes' | 'no' {
  return byImage.has(imageId) ? 'yes' : 'no'
}
