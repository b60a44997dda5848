/** A row of a CSV file (RFC 4180), with the end of its line: cells are quoted where they must be. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

function quote(cell: string | number): string {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
