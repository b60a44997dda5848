import { readFileSync, statSync } from 'node:fs'
import { Reader, type Response } from 'mmdb-lib'
import { plainAddress } from '../model/address.ts'
import type { FindAsn } from '../model/holder.ts'

/** Databases of all networks there are have some 10 to 60 MB. */
const sizeMaxBytes = 512 * 1024 * 1024

/** The largest number of an autonomous system (RFC 6793). */
const asnMax = 2 ** 32 - 1

/**
 * Opens a database in MaxMind DB format that says to which autonomous system an address belongs, and holds it
 * in memory. If it cannot be used, says why.
 */
export function openAsnDatabase(path: string): FindAsn | { fault: string } {
  const reader = openReader(path)
  if ('fault' in reader) return reader
  // A database of cities or countries would make everybody belong to none.
  if (!/asn|isp|autonomous/i.test(reader.metadata.databaseType))
    return {
      fault: `${path} is a database of the type “${reader.metadata.databaseType}”, which has no ASNs`,
    }
  return (address) => asnOf(reader, plainAddress(address))
}

type Opened = Reader<Response>

function openReader(path: string): Opened | { fault: string } {
  try {
    const { size } = statSync(path)
    if (size > sizeMaxBytes)
      return { fault: `${path} is larger than ${sizeMaxBytes / 1024 / 1024} MB` }
    return new Reader<Response>(readFileSync(path))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return {
      fault:
        code === undefined
          ? `${path} is not a database in MaxMind DB format`
          : `${path} cannot be read (${code})`,
    }
  }
}

// What cannot be looked up, such as a name or a broken record, belongs to no system that is known.
function asnOf(reader: Opened, address: string): number | null {
  try {
    return numberOf(reader.get(address))
  } catch {
    return null
  }
}

// MaxMind and DB-IP give a number, IPinfo a text such as “AS64500”.
function numberOf(record: unknown): number | null {
  if (typeof record !== 'object' || record === null) return null
  const { autonomous_system_number: number, asn } = record as Record<string, unknown>
  const given = number ?? (typeof asn === 'string' ? Number(asn.replace(/^AS/i, '')) : asn)
  if (typeof given !== 'number' || !Number.isInteger(given)) return null
  return given > 0 && given <= asnMax ? given : null
}
