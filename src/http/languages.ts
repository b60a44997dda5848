const tagsMax = 20
const headerLengthMax = 1000
const tagShape = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i

/** The visitor's languages by preference: the page's own first, then those of `Accept-Language` (RFC 9110 §12.5.4). */
export function readLanguages(ofPage: string | undefined, accepted: string | undefined): string[] {
  const ranges = (accepted ?? '')
    .slice(0, headerLengthMax)
    .split(',')
    .slice(0, tagsMax)
    .map(readRange)
  const wanted = ranges.filter((range) => range.quality > 0)
  const sorted = wanted.toSorted((a, b) => b.quality - a.quality).map((range) => range.tag)
  return [...(ofPage ? [ofPage] : []), ...sorted].filter((tag) => tagShape.test(tag))
}

function readRange(range: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { tag, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
}
