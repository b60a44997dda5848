import type { Polygon, Shape } from './region.ts'

/** A line of writing on a page: its box, its outline, and its baseline if that is known. */
export type WrittenLine = Shape & { baseline: Polygon | null }

/**
 * The ink of one line of writing, straightened along its baseline and with its slant removed. A column runs
 * across the line from top to bottom. Columns are counted from the left, in the ink's own unit.
 */
export type Ink = {
  /** How much ink each column has at the height of the small letters. */
  core: readonly number[]
  /** How much ink each column has above the small letters, and below them. */
  above: readonly number[]
  below: readonly number[]
  /** The height of the small letters, in columns. */
  letterHeight: number
  /** The tight outline on the page of the ink between two columns; null if there is none. */
  outline(fromColumn: number, toColumn: number): Shape | null
}
