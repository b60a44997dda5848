/**
 * Why something in a folder is not read: it refuses to be, it only points elsewhere, it holds no bytes of its
 * own, or an archive packs it in a way that is not undone.
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
 * A file of a folder that is imported, or what stands there in its place (`obstacle`, and 0 bytes). `path` is
 * relative to the folder, with `/` on every system; what an archive holds lies below the archive's own path.
 */
export type FolderFile = {
  path: string
  sizeBytes: number
  /** Another whenever the content may be another; absent where nobody can tell. */
  stamp?: string
  obstacle?: Obstacle
  /** Makes the obstacle plainer. */
  detail?: string
}

/** Read access to a folder that is imported (or to a single file or archive, seen as a folder). */
export type Folder = {
  /** How the operator named it. */
  name: string
  /** Everything below it but the folders that can be read, sorted by path; links are told of, not followed. */
  list(): Promise<readonly FolderFile[]>
  /** The same one by one, for a folder of more files than memory holds; then it is asked instead of `list`. */
  walk?(): AsyncIterable<FolderFile>
  /** Bytes of one file; throws when it cannot be read. */
  read(path: string): Promise<Buffer>
  /** Forgets what was unpacked to read it; a folder that unpacks nothing has no need of it. */
  close?(): Promise<void>
}
