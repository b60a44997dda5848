/** A file of the archive that tells of pictures, kept byte for byte for the way home. */
export type Document = {
  corpus: string
  /** Its path in what was imported; an item's `region` is this path, `#` and the region's id. */
  path: string
  /** The name of its format among those that are imported; one that nobody knows any more is left as it is. */
  format: string
  /** Where the bytes lie in `Files`. */
  fileId: string
  importedAtMs: number
}

/** Keeps what is known of the archive's own files. Every promise is kept only when the change would outlive a kill. */
export type Documents = {
  /**
   * Keeps what is known of a file of the archive, and that it mentions a source; what an earlier import
   * found under the same path gives way.
   */
  keep(document: Document, sourceId?: string): Promise<void>
  /** Documents of a corpus in the order of their paths, those behind `after`. */
  list(corpus: string, after: string, limit: number): Promise<Document[]>
}
