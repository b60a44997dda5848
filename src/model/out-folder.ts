/** A file that is written from its beginning to its end. */
export type OutFile = { write(piece: string | Uint8Array): Promise<void>; close(): Promise<void> }

/**
 * A new folder that is filled out of sight: nothing of it is seen before `finish`, and after `abandon`
 * nothing is left.
 */
export type OutFolder = {
  /** How the operator named it. */
  name: string
  /** Begins a file, with the folders above it; null where the path leads out of the folder or is taken. */
  add(path: string): Promise<OutFile | null>
  finish(): Promise<void>
  abandon(): Promise<void>
}
