/** A file of the archive that describes pictures, kept byte for byte for the export. */
export type Document = {
  corpus: string
  /** Its path in the import. An item's `region` is this path, `#` and the region's id. */
  path: string
  /** The name of its import format. A format that is no longer known is left as it is. */
  format: string
  /** Where its bytes are in `Files`. */
  fileId: string
  importedAtMs: number
}

/**
 * Keeps what is known about the archive's own files. What is not of the organisation that is given is neither
 * found nor changed. Every promise resolves only once the change would survive a kill.
 */
export type Documents = {
  /**
   * Keeps what is known about a file of the archive, and that it mentions a source. It replaces what an
   * earlier import found under the same path.
   */
  keep(organisation: string, document: Document, sourceId?: string): Promise<void>
  /** Documents of a corpus in the order of their paths, starting after `after`. */
  list(organisation: string, corpus: string, after: string, limit: number): Promise<Document[]>
}
