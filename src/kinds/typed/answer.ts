import type { Challenge, ChallengeItem, Given } from '../../model/challenge.ts'
import { cleanText } from '../../text/clean-text.ts'
import { answerLimits, isId, soleField } from '../answer-body.ts'

const charsMax = 200

/** Reads `{"answers": {"<image id>": "text"}}` for a kind; null if it is not that, or exceeds the limits. */
export function readTexts(kind: string, body: unknown): Given | null {
  const answers = soleField(body, 'answers')
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return null
  const entries = Object.entries(answers)
  if (entries.length > answerLimits.images || !entries.every(isEntry)) return null
  return { kind, byImage: new Map(entries.map(cleanEntry)) }
}

/** Says whether there is a text for each thing that the challenge shows, and for no other. */
export function isTextOfEach({ items }: Challenge, { byImage }: Given): boolean {
  const asked = new Set(items.map((item) => item.imageId))
  const isAll = [...byImage].every(([id, text]) => asked.has(id) && text !== '')
  return isAll && byImage.size === asked.size
}

/** The text that was typed for an item. */
export function textFor({ byImage }: Given, { imageId }: ChallengeItem): string | null {
  return byImage.get(imageId) ?? null
}

function isEntry(entry: [string, unknown]): entry is [string, string] {
  const [id, text] = entry
  return isId(id) && typeof text === 'string' && text.length <= charsMax
}

// A reading is kept as it was typed, except for characters that no hand has written.
function cleanEntry([imageId, text]: [string, string]): [string, string] {
  return [imageId, cleanText(text) ?? '']
}
