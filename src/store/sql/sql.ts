import type { TableSize } from '../../model/size.ts'

/** A value a statement takes. */
export type Value = string | number | Uint8Array | null

/** A row as the database gives it. */
export type Row = Record<string, Value>

/** One statement with its values. If a gate gives no row, the steps after it in the same write are not run. */
export type Step = { sql: string; values: readonly Value[]; isGate?: boolean }

/**
 * Works further steps out from the rows of the steps before it in the same write. It may run again if the write is
 * tried again.
 */
export type Follow = (rows: readonly Row[][]) => readonly Step[]

/** What an SQL engine has to do; everything above it is written once for all engines. */
export type Sql = {
  read(step: Step): Promise<Row[]>
  /**
   * Runs the steps and those that follow from them in one commit, all or nothing, and ends early at a gate that gives
   * no row; resolves with the rows of each step that was run, once it is durable.
   */
  write(steps: readonly (Step | Follow)[]): Promise<Row[][]>
  /** How large each table is, with its indexes. */
  measureTables(): Promise<TableSize[]>
  /** How many bytes no table uses; null if the engine does not say. */
  measureFree(): Promise<number | null>
  close(): Promise<void>
}

/** A row of what an engine says of the size of its tables. */
export function tableSizeOf(row: Row): TableSize {
  return { table: String(row['name']), rows: Number(row['n']), bytes: Number(row['bytes']) }
}

/** A statement with its values, for `read` and `write`. */
export function step(sql: string, ...values: Value[]): Step {
  return { sql, values }
}
