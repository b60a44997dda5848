/** A row of a CSV file (RFC 4180), with the end of its line: cells are quoted where they must be. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(quoteIfNeeded).join(',')}\r\n`
}

function quoteIfNeeded(cell: string | number): string {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? quoteCell(text) : text
}

/** A cell of a CSV file in quotation marks. */
export function quoteCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
