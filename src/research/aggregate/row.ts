/** The maximum length of a column's cells, in UTF-16 units. */
export const cellChars = {
  worker: 1_000,
  task: 1_000,
  label: 2_000,
  network: 1_000,
  challenge: 1_000,
} as const

/** The name that a column had in files of earlier versions, which is read if its own name is missing. */
export const earlierNames: Readonly<Partial<Record<RowColumn, string>>> = { network: 'cluster' }

/** What one row of a file may hold, with the columns that are not read. */
export const rowLimits = { chars: 100_000, cells: 100 } as const

/** A column that a table of answers or of right answers has. */
export type RowColumn = keyof typeof cellChars

/** How to read rows: their columns, in the order in which they are passed on. */
export type RowOptions = {
  columns: readonly RowColumn[]
  /** The columns that may be absent; their cells are then empty. */
  optional?: ReadonlySet<RowColumn>
  /** Whether a label may be empty, as the reading of an empty picture is. */
  takesEmptyLabels: boolean
}

/** Takes the cells of a row, which are valid until the next call. */
export type OnRow = (cells: readonly string[], line: number) => void

/** What readers of rows are given: the columns, what takes the rows, and the file's name for errors. */
export type RowReading = { path: string; options: RowOptions; onRow: OnRow }

/** Reads rows from bytes that come in pieces; both functions throw if they cannot be read. */
export type RowReader = { push(bytes: Buffer): void; end(): void }

/** The error for a line of a file: `why` continues after the line. */
export function lineFault(path: string, line: number, why: string): Error {
  return new Error(`Line ${line} of ${path} ${why}.`)
}
