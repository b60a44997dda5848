/** What a licence allows: showing to anyone, showing within limits, or unknown. */
export type LicenceJudgement = { terms: 'open' | 'restricted' | 'unknown'; sentence: string }

const openPatterns: readonly RegExp[] = [
  /^cc0-1\.0$/,
  /^cc-by(-sa)?-(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)$/,
  // The licences ported to the law of one country, up to version 3.0.
  /^cc-by(-sa)?-(2\.0|2\.1|2\.5|3\.0)-(at|au|de|fr|igo|jp|nl|uk|us)$/,
  /^(cc-pdm-1\.0|cc-pdm|pdm-1\.0|pdm|public-domain|publicdomain|cc-pddc)$/,
  /^(pddl-1\.0|pddl|odc-by-1\.0|odbl-1\.0)$/,
  /^(etalab-2\.0|ogl-uk-[123]\.0|ogl-canada-2\.0|dl-de-by-2\.0|dl-de-zero-2\.0|nlod-[12]\.0)$/,
  /^(apache-2\.0|mit|mit-0|isc|0bsd|unlicense|ofl-1\.1|bsd-[123]-clause)$/,
  /^(l?gpl-(2\.0|2\.1|3\.0)|agpl-3\.0|gfdl-1\.[123])(-only|-or-later)?$/,
  /^(mpl-2\.0|eupl-1\.2|lal-1\.3|cecill-2\.1)$/,
]

const restrictedPattern = /(^|[^a-z])(nc|nd)([^a-z]|$)/
const creativeCommonsUrl =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/(?:([123]\.\d)(?:\/(?:[a-z]{2}|igo))?|(4\.0))\/?(?:(?:deed|legalcode)(?:\.[a-z_-]+)?)?\/?$/
const licenceCharsMax = 200

/**
 * Judges an SPDX licence identifier (in any case) or a creativecommons.org address. A licence that is unknown
 * or misspelt is never taken for open; one with NC or ND anywhere in it is restricted.
 */
export function judgeLicence(licence: string): LicenceJudgement {
  const named = licence.trim().slice(0, licenceCharsMax)
  const plain = licence.trim().toLowerCase()
  if (restrictedPattern.test(plain))
    return {
      terms: 'restricted',
      sentence: `“${named}” forbids commercial use or changes (NC or ND), and a challenge is a changed copy on somebody's site.`,
    }
  const id = identifierOf(plain)
  if (openPatterns.some((pattern) => pattern.test(id)))
    return { terms: 'open', sentence: `“${named}” is an open licence.` }
  return {
    terms: 'unknown',
    sentence: `“${named}” is not a licence that is known; give its SPDX identifier, such as CC-BY-4.0.`,
  }
}

// A Creative Commons address means its licence, whatever the country and language.
function identifierOf(plain: string): string {
  const [, kind, name, ...versions] = creativeCommonsUrl.exec(plain) ?? []
  if (!kind) return plain
  const version = versions.find(Boolean)
  if (kind === 'licenses') return `cc-${name}-${version}`
  if (name === 'zero') return `cc0-${version}`
  return name === 'mark' ? `cc-pdm-${version}` : plain
}
