/** A file that is written from beginning to end. */
export type OutFile = { write(piece: string | Uint8Array): Promise<void>; close(): Promise<void> }

/**
 * A new folder that is filled out of sight: nothing of it is visible before `finish`, and nothing is left
 * after `abandon`.
 */
export type OutFolder = {
  /** How the operator named it. */
  name: string
  /** Begins a file, with the folders above it; null if the path leaves the folder or is taken. */
  add(path: string): Promise<OutFile | null>
  finish(): Promise<void>
  abandon(): Promise<void>
}
