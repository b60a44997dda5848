/** What each field of a value must be; a field that is missing or of another shape makes the whole unreadable. */
export type KeptShape<Of> = { readonly [Field in keyof Of]-?: (value: unknown) => boolean }

/** Says whether a value that was read has every field of a shape. */
export function hasShape<Of extends object>(value: unknown, shape: KeptShape<Of>): value is Of {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const fields = Object.entries(shape) as [string, (value: unknown) => boolean][]
  return fields.every(([field, isRight]) => isRight((value as Record<string, unknown>)[field]))
}

const textCharsMax = 4_096
const listMax = 100

/** A text as it may be kept with a job. */
export function isKeptText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= textCharsMax
}

/** A text, or null for none. */
export function isTextOrNull(value: unknown): boolean {
  return value === null || isKeptText(value)
}

/** A list of texts. */
export function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.length <= listMax && value.every(isKeptText)
}

/** True or false. */
export function isTruth(value: unknown): boolean {
  return typeof value === 'boolean'
}

/** One of a few words. */
export function isOneOf(words: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && words.includes(value)
}
