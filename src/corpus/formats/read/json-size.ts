import type { Fault } from './encoding.ts'

/** The limits within which JSON is parsed: a few bytes of it may take much memory and time. */
export const jsonLimits = {
  /** Lists and objects. */
  holders: 2_000_000,
  values: 8_000_000,
  membersPerObject: 100_000,
} as const

const [quote, backslash, colon, comma] = Buffer.from('"\\:,')
const [brace, bracket, braceEnd, bracketEnd] = Buffer.from('{[}]')

/** Counts what JSON in UTF-8 would become, before parsing it; a fault if that is too much for memory. */
export function faultOfJson(bytes: Uint8Array): Fault | null {
  const open: number[] = []
  const seen = { holders: 0, values: 0, membersPerObject: 0 }
  let isQuoted = false
  let members = 0
  for (let at = 0; at < bytes.length && seen.holders <= jsonLimits.holders; at++) {
    const byte = bytes[at]
    if (byte === quote) isQuoted = !isQuoted
    else if (isQuoted) at += byte === backslash ? 1 : 0
    else if (byte === brace || byte === bracket) {
      seen.holders += 1
      open.push(members)
      members = 0
    } else if (byte === braceEnd || byte === bracketEnd) members = open.pop() ?? 0
    else if (byte === comma) seen.values += 1
    else if (byte === colon) {
      members += 1
      seen.membersPerObject = Math.max(seen.membersPerObject, members)
    }
  }
  return faultOf(seen)
}

function faultOf(seen: Readonly<Record<keyof typeof jsonLimits, number>>): Fault | null {
  const { holders, values, membersPerObject } = jsonLimits
  if (seen.holders > holders) return { fault: `it has more than ${holders} lists and objects` }
  if (seen.values > values) return { fault: `it has more than ${values} values` }
  return seen.membersPerObject > membersPerObject
    ? { fault: `an object has more than ${membersPerObject} members` }
    : null
}
