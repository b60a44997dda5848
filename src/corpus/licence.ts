/** What may be done with a source: shown to anyone, only within limits, or nobody has said. */
export type LicenceJudgement = { terms: 'open' | 'restricted' | 'unknown'; sentence: string }

const openPatterns: readonly RegExp[] = [
  /^cc0-1\.0$/,
  /^cc-by(-sa)?-(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)(-[a-z]{2,3})?$/,
  /^(cc-pdm-1\.0|cc-pdm|pdm-1\.0|pdm|public-domain|publicdomain|cc-pddc)$/,
  /^(pddl-1\.0|pddl|odc-by-1\.0|odbl-1\.0)$/,
  /^(etalab-2\.0|ogl-uk-[123]\.0|ogl-canada-2\.0|dl-de-by-2\.0|dl-de-zero-2\.0|nlod-[12]\.0)$/,
  /^(apache-2\.0|mit|mit-0|isc|0bsd|unlicense|ofl-1\.1|bsd-[123]-clause)$/,
  /^(l?gpl-(2\.0|2\.1|3\.0)|agpl-3\.0|gfdl-1\.[123])(-only|-or-later)?$/,
  /^(mpl-2\.0|eupl-1\.2|lal-1\.3|cecill-2\.1)$/,
]

const restrictedPattern = /^cc-by(-nc|-nd|-nc-sa|-nc-nd|-nd-nc)(-\d\.\d(-[a-z]{2,3})?)?$/
const creativeCommonsUrl =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/(\d\.\d)(?:\/[a-z]{2,3})?\/?(?:(?:deed|legalcode)(?:\.[a-z_-]+)?)?\/?$/
const licenceCharsMax = 200

/**
 * Judges an SPDX licence identifier (in any case) or a creativecommons.org address. What is not known
 * for open, or is misspelt, is never taken for open.
 */
export const judgeLicence = (licence: string): LicenceJudgement => {
  const id = identifierOf(licence)
  if (openPatterns.some((pattern) => pattern.test(id)))
    return { terms: 'open', sentence: `${licence.trim()} is an open licence.` }
  if (restrictedPattern.test(id))
    return {
      terms: 'restricted',
      sentence: `${licence.trim()} forbids commercial use or changes (NC or ND), and a challenge is a changed copy on somebody's site.`,
    }
  const named = licence.trim().slice(0, licenceCharsMax)
  return {
    terms: 'unknown',
    sentence: `“${named}” is not a licence that is known; give its SPDX identifier, such as CC-BY-4.0.`,
  }
}

const identifierOf = (licence: string): string => {
  const plain = licence.trim().toLowerCase().slice(0, licenceCharsMax)
  const [, kind, name, version] = creativeCommonsUrl.exec(plain) ?? []
  if (!kind) return plain
  if (kind === 'licenses') return `cc-${name}-${version}`
  if (name === 'zero') return `cc0-${version}`
  return name === 'mark' ? `cc-pdm-${version}` : plain
}
