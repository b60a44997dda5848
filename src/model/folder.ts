/** A file of a folder that is imported. `path` is relative to the folder, with `/` on every system. */
export type FolderFile = { path: string; sizeBytes: number }

/** Read access to a folder that is imported (or to a single file, seen as a folder of one). */
export type Folder = {
  /** How the operator named it. */
  name: string
  /** Every plain file below it, sorted by path; links are not followed. */
  list(): Promise<readonly FolderFile[]>
  /** Bytes of one file; throws when it cannot be read. */
  read(path: string): Promise<Buffer>
}
