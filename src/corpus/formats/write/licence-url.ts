/** The address of a licence's text: Creative Commons at its own site, all others in the SPDX list. */
export function licenceUrl(licence: string): string | null {
  const plain = licence.trim().toLowerCase()
  if (/^https?:\/\//.test(plain)) return licence.trim()
  const [, terms, version, country] =
    /^cc-(by(?:-(?:sa|nc|nd|nc-sa|nc-nd))?)-(\d\.\d)(?:-([a-z]{2,3}))?$/.exec(plain) ?? []
  const place = 'https://creativecommons.org'
  if (terms) return `${place}/licenses/${terms}/${version}/${country ? `${country}/` : ''}`
  if (plain === 'cc0-1.0') return `${place}/publicdomain/zero/1.0/`
  if (/^(cc-)?pdm(-1\.0)?$/.test(plain)) return `${place}/publicdomain/mark/1.0/`
  return /^[a-z0-9.+-]{1,60}$/.test(plain)
    ? `https://spdx.org/licenses/${licence.trim()}.html`
    : null
}
