import { toUtf8, type Fault } from '../formats/read/encoding.ts'
import { faultOfJson } from '../formats/read/json-size.ts'

/** The members of a JSON object. */
export type JsonFields = Readonly<Record<string, unknown>>

const noFields: JsonFields = {}
const listMax = 100_000
const contextsMax = 20

/** Parses a JSON file of an archive: UTF-8, or UTF-16 with a byte order mark. */
export function parseJson(bytes: Uint8Array): { value: unknown } | Fault {
  const text = toUtf8(bytes)
  if ('fault' in text) return text
  const fault = faultOfJson(text)
  if (fault) return fault
  try {
    return { value: JSON.parse(text.toString()) as unknown }
  } catch {
    return { fault: 'it is not JSON' }
  }
}

/** The members of a value; none if it is not an object. */
export function fieldsOf(value: unknown): JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonFields)
    : noFields
}

/** A list as it is, a single value as a list of one, nothing as an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as unknown[]).slice(0, listMax) : [value]
}

/** A string as it is; empty for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A finite number above 0, also as a string; null for anything else. */
export function sizeOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null
}

/** The id of a resource, given as a bare id or as an object, in version 2 or 3. */
export function idOf(value: unknown): string {
  const fields = fieldsOf(value)
  return stringOf(value) || stringOf(fields['id']) || stringOf(fields['@id'])
}

/** The type of a resource without its prefix: `Manifest` for `sc:Manifest` too. */
export function typeOf(value: unknown): string {
  const fields = fieldsOf(value)
  const [type] = listOf(fields['type'] ?? fields['@type'])
  return stringOf(type).replace(/^.*[:/#]/, '')
}

/** Says whether a JSON value has a IIIF context. */
export function isIiif(value: unknown): boolean {
  return listOf(fieldsOf(value)['@context'])
    .slice(0, contextsMax)
    .some((context) => /\/\/iiif\.io\/api\/|shared-canvas/.test(stringOf(context)))
}
