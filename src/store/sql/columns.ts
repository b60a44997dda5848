import type { Row } from './sql.ts'

/** The text of a column. */
export function text(row: Row, column: string): string {
  return String(row[column])
}
/** The text of a column, or null. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] == null ? null : String(row[column])
}
/** The number of a column. */
export function number(row: Row, column: string): number {
  return Number(row[column])
}
/** The number of a column, or null. */
export function numberOrNull(row: Row, column: string): number | null {
  return row[column] == null ? null : Number(row[column])
}
/** The bytes of a column. */
export function bytes(row: Row, column: string): Buffer {
  const found = row[column]
  if (!(found instanceof Uint8Array)) throw new Error(`store: ${column} has no bytes`)
  return Buffer.from(found.buffer, found.byteOffset, found.byteLength)
}
/** The JSON value of a column. */
export function json(row: Row, column: string): unknown {
  return JSON.parse(text(row, column))
}
