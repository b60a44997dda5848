/** One piece of connected ink. Rows and columns end before `endRow` and `endColumn`. */
export type Blob = {
  pixels: number
  topRow: number
  endRow: number
  /** Its upright columns within the core; empty (from ≥ end) where it has no ink there. */
  coreColumn: number
  coreEndColumn: number
  /** The upright column of its middle. */
  middleColumn: number
  touchesEdge: boolean
}

/** All pieces of ink that belong to the line; `labels` holds each pixel's blob number, 0 for none. */
export type Blobs = { labels: Int32Array; blobs: readonly (Blob | null)[] }
