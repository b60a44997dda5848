import { malformed, readForm, type Entries, type ReadBody } from './body.ts'

/** The fields of a request by their names; a missing one is empty. */
export type Fields<Name extends string> = Record<Name, string>

/**
 * Reads the fields with these names from the query and the body; the body wins. Blanks and line ends around a
 * value are left out. Null if the body cannot be read, a field has two values, or a value is not a text.
 */
export function readFields<Name extends string>(
  names: readonly Name[],
  query: string,
  body: ReadBody,
): Fields<Name> | null {
  if (body === malformed) return null
  const given = [body ?? [], readForm(query)]
  const fields: Partial<Fields<Name>> = {}
  for (const name of names) {
    const read = given.map((entries) => readValue(name, entries))
    if (read.includes(null)) return null
    fields[name] = read.find((value) => value !== '') ?? ''
  }
  return fields as Fields<Name>
}

// Some clients send a list of one: `response[0]=…`, or a widget's empty field beside the full one.
function readValue(name: string, entries: Entries): string | null {
  const values = entries
    .filter(([given]) => given.replace(/\[\d*\]$/, '') === name)
    .flatMap(([, value]) => value ?? '')
  if (!values.every((value) => typeof value === 'string')) return null
  const texts = new Set(values.map((value) => value.trim()).filter((text) => text !== ''))
  return texts.size > 1 ? null : ([...texts][0] ?? '')
}
