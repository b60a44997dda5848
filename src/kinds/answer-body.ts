/** How many pictures an answer may name, and how long the id of one may be. */
export const answerLimits = { images: 20, idChars: 100 } as const

/** The one field of a body that has no other; undefined where it has another, or not this one. */
export function soleField(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  const entries = Object.entries(body)
  return entries.length === 1 ? entries[0]?.[1] : undefined
}

/** Says whether this can be the id of a picture. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= answerLimits.idChars
}
