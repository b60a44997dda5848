/** The files of one version of a script for the browser, by their names. */
export type ScriptFiles = ReadonlyMap<string, Uint8Array>

/**
 * Keeps every version of the browser's scripts that was ever served, so that an address in a page outlives an
 * upgrade. A version is named by the hash of its files.
 */
export type Scripts = {
  /** Keeps the files, all or none, and gives their version; the same files are kept once. */
  put(files: ScriptFiles): Promise<string>
  /** The files of a version; null when it is absent, or when its files are not those it is named by. */
  get(version: string): Promise<ScriptFiles | null>
}
