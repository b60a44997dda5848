/** The first lines of a table: Excel's line `sep=;` if there is one, the heading, and what separates cells. */
export type CsvHead = { sepLine: string; heading: string; delimiter: string }

/** Reads the head of a table that is in the first characters of its text; null if nothing separates cells. */
export function readCsvHead(text: string): CsvHead | null {
  const [sepLine = '', sign = null] = /^sep=([,;\t])(?:\r\n|\n|\r)/i.exec(text) ?? []
  const heading = /^[^\r\n]*/.exec(text.slice(sepLine.length))?.[0] ?? ''
  const delimiter = sign ?? findDelimiter(heading)
  return delimiter === null ? null : { sepLine, heading, delimiter }
}

function findDelimiter(heading: string): string | null {
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: heading.split(sign).length - 1 }))
  const [best] = counted.toSorted((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.sign : null
}
