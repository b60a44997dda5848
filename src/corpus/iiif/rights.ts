import { cleanText } from '../../text/clean-text.ts'
import { judgeLicence } from '../import/licence.ts'
import { fieldsOf, idOf, listOf, stringOf, type JsonFields } from './json.ts'
import { plainTextOf, readHtmlText, textsOf } from './plain-text.ts'

/** What a manifest says about its rights: a licence, `unknown` if it names none we know, and the credit. */
export type FoundRights = {
  /** SPDX identifier, or `unknown`. */
  licence: string
  /** The original statement, for a report; empty if there is none. */
  statement: string
  credit: string
}

/** The licence of anything that is not known to be open. */
export const unknownLicence = 'unknown'

const statementCharsMax = 200
const creditCharsMax = 500
const statementsMax = 50
const creativeCommons =
  /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)(?:\/(\d\.\d)(?:\/([a-z]{2,3})(?![a-z]))?)?/i
const byName = /\bCC[- ]?(BY(?:[- ](?:NC|ND|SA)){0,2})[- ]?(\d\.\d)\b/gi
const rightsLabel = /licen|rights|terms|usage|copyright|droits|lizenz|rechte/i

/**
 * Reads the rights of a manifest or canvas in all their forms. If several are named, the most restrictive one
 * counts: a licence in a free-text statement is as valid as one in its own field.
 */
export function readRights(resource: JsonFields): FoundRights {
  const direct = [...listOf(resource['rights']), ...listOf(resource['license'])]
    .slice(0, statementsMax)
    .flatMap((one) => addressesIn(stringOf(one) || idOf(one)))
  const stated = statementsOf(resource).flatMap((text) =>
    addressesIn(text).filter(isOfRights).concat(namesIn(text)),
  )
  const found = [...direct, ...stated].map((statement) => ({
    statement,
    licence: licenceOf(statement),
  }))
  const strictest = found.toSorted((a, b) => strictnessOf(b.licence) - strictnessOf(a.licence))[0]
  return {
    licence: strictest?.licence ?? unknownLicence,
    statement: cleanText((strictest?.statement ?? '').slice(0, statementCharsMax)) ?? '',
    credit: creditOf(resource),
  }
}

/** The more restrictive of two rights; if they allow the same, those of the part win over those of the whole. */
export function strictestOf(part: FoundRights, whole: FoundRights): FoundRights {
  if (part.statement === '') return { ...whole, credit: part.credit || whole.credit }
  const one =
    whole.statement !== '' && strictnessOf(whole.licence) > strictnessOf(part.licence)
      ? whole
      : part
  return { ...one, credit: part.credit || whole.credit }
}

const strictness = { open: 0, unknown: 1, restricted: 2 } as const

function strictnessOf(licence: string): number {
  return strictness[judgeLicence(licence).terms]
}

// A licence may be an address, an address within HTML, or an address within a sentence.
function addressesIn(text: string): string[] {
  const { text: plain, addresses } = readHtmlText(text)
  const bare = plain.match(/https?:\/\/[^\s<>"')]+/g) ?? []
  const all = [...addresses, ...bare].filter((address) => address !== '')
  return all.length > 0 ? all.slice(0, statementsMax) : plain === '' ? [] : [plain]
}

function isOfRights(address: string): boolean {
  return creativeCommons.test(address) || /rightsstatements\.org\//i.test(address)
}

function namesIn(text: string): string[] {
  return [...readHtmlText(text).text.matchAll(byName)].map(([name]) => name).slice(0, statementsMax)
}

function statementsOf(resource: JsonFields): string[] {
  const statement = resource['requiredStatement']
  const pairs = listOf(resource['metadata']).map(fieldsOf)
  const labelled = pairs.filter(({ label }) =>
    textsOf(label).some((text) => rightsLabel.test(text)),
  )
  return [
    ...textsOf(fieldsOf(statement)['value']),
    ...textsOf(resource['attribution']),
    ...labelled.flatMap(({ value }) => textsOf(value)),
  ].slice(0, statementsMax)
}

/** The SPDX identifier of a rights statement; `unknown` if we do not know it. */
export function licenceOf(statement: string): string {
  const [, kind, name = '', version, country] = creativeCommons.exec(statement) ?? []
  if (kind?.toLowerCase() === 'licenses' && version !== undefined)
    return ['CC', name, version, country ?? ''].filter(Boolean).join('-').toUpperCase()
  if (name.toLowerCase() === 'zero') return `CC0-${version ?? '1.0'}`
  if (name.toLowerCase() === 'mark') return `CC-PDM-${version ?? '1.0'}`
  if (/rightsstatements\.org\/.*NoC-NC/i.test(statement)) return 'NoC-NC'
  const [, letters, edition] = new RegExp(byName.source, 'i').exec(statement) ?? []
  if (letters) return `CC-${letters.replaceAll(' ', '-')}-${edition}`.toUpperCase()
  return judgeLicence(statement).terms === 'open' ? statement.trim() : unknownLicence
}

function creditOf(resource: JsonFields): string {
  const statement = plainTextOf(fieldsOf(resource['requiredStatement'])['value'])
  const [provider] = listOf(resource['provider'])
  const found =
    statement || plainTextOf(resource['attribution']) || plainTextOf(fieldsOf(provider)['label'])
  return cleanText(found.slice(0, creditCharsMax)) ?? ''
}
