/** A row of CSV without the end of its line; cells are quoted where they must be. */
export function csvRow(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')
}
