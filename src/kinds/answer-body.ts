/** How many pictures an answer may name, and how long each id may be. */
export const answerLimits = { images: 20, idChars: 100 } as const

/** The value of this field if it is the only one of a body; undefined otherwise. */
export function soleField(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  const entries = Object.entries(body)
  return entries.length === 1 ? entries[0]?.[1] : undefined
}

/** Says whether this can be the id of a picture. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= answerLimits.idChars
}
