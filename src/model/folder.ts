/**
 * Why something in a folder is not read: access is refused, it only points elsewhere, it has no bytes of its
 * own, or an archive packs it in a way that is not supported.
 */
export type Obstacle =
  | 'file_unreadable'
  | 'folder_unreadable'
  | 'link'
  | 'special_file'
  | 'archive_broken'
  | 'archive_nested'
  | 'unsafe_name'
  | 'encrypted'
  | 'packing_unknown'

/**
 * A file of a folder that is imported, or what is there in its place (`obstacle`, and 0 bytes). `path` is
 * relative to the folder, with `/` on every system. Files in an archive are below the archive's own path.
 */
export type FolderFile = {
  path: string
  sizeBytes: number
  /** Changes whenever the content may have changed; absent if nobody can tell. */
  stamp?: string
  obstacle?: Obstacle
  /** Explains the obstacle. */
  detail?: string
}

/** Read access to a folder that is imported (or to a single file or archive, seen as a folder). */
export type Folder = {
  /** How the operator named it. */
  name: string
  /** All readable files below it, sorted by path. Links are listed, not followed. */
  list(): Promise<readonly FolderFile[]>
  /** The same files one by one, for a folder with more files than fit in memory; used instead of `list`. */
  walk?(): AsyncIterable<FolderFile>
  /** Bytes of one file; throws when it cannot be read. */
  read(path: string): Promise<Buffer>
  /** Discards what was unpacked to read it; unnecessary for a folder that unpacks nothing. */
  close?(): Promise<void>
}
