import { readParts } from './parts.ts'

const names = ['secret', 'response', 'remoteip', 'sitekey'] as const

/** What stands for a body that cannot be read. */
export const malformed = Symbol('malformed')

/** The fields of a siteverify request; a missing one is empty. */
export type FormFields = Record<(typeof names)[number], string>

/**
 * Reads the fields from the query and the body; the body wins. Null if the body cannot be read, or a field is
 * given twice or is not a text.
 */
export function readFields(query: string, body: unknown): FormFields | null {
  if (body === malformed) return null
  const given = [readNames(body), readNames(readForm(query))]
  const fields: FormFields = { secret: '', response: '', remoteip: '', sitekey: '' }
  for (const name of names) {
    const values = given.map((from) => from[name] ?? '')
    if (!values.every((value) => typeof value === 'string')) return null
    fields[name] = values.find((value) => value !== '') ?? ''
  }
  return fields
}

/**
 * Reads a body by its content type, or by what it looks like if the type is another one; `malformed` if it is
 * not a JSON object, or not whole.
 */
export function readBody(type: string, text: string): unknown {
  if (/^\s*multipart\/form-data\b/i.test(type))
    return text === '' ? {} : (readParts(type, text) ?? malformed)
  const isJson = /\bjson\b/i.test(type) || (!/urlencoded/i.test(type) && /^\s*\{/.test(text))
  if (!isJson || text.trim() === '') return readForm(text)
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : malformed
  } catch {
    return malformed
  }
}

// A field that is given twice is a list, so not a text.
function readForm(text: string): Record<string, unknown> {
  const form = new URLSearchParams(text)
  const values = names.map((name): [string, unknown] => {
    const all = form.getAll(name)
    return [name, all.length > 1 ? all : all[0]]
  })
  return Object.fromEntries(values)
}

function readNames(body: unknown): Partial<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) return {}
  const from = body as Record<string, unknown>
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]]),
  )
}
