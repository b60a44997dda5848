/** Why something in a folder is not read: it refuses to be, it only points elsewhere, or it holds no bytes of its own. */
export type Obstacle = 'file_unreadable' | 'folder_unreadable' | 'link' | 'special_file'

/**
 * A file of a folder that is imported, or what stands there in its place (`obstacle`, and 0 bytes). `path` is
 * relative to the folder, with `/` on every system.
 */
export type FolderFile = { path: string; sizeBytes: number; obstacle?: Obstacle }

/** Read access to a folder that is imported (or to a single file, seen as a folder of one). */
export type Folder = {
  /** How the operator named it. */
  name: string
  /** Everything below it but the folders that can be read, sorted by path; links are told of, not followed. */
  list(): Promise<readonly FolderFile[]>
  /** Bytes of one file; throws when it cannot be read. */
  read(path: string): Promise<Buffer>
}
