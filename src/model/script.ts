/** The files of one version of a script for the browser, by their names. */
export type ScriptFiles = ReadonlyMap<string, Uint8Array>

/**
 * Keeps every version of the browser's scripts that was ever served, so that an address in a page survives an
 * upgrade. A version is named by the hash of its files.
 */
export type Scripts = {
  /** Keeps the files, all or none, and returns their version. The same files are kept once. */
  put(files: ScriptFiles): Promise<string>
  /** The files of a version; null if it is absent, or if its files do not match its name. */
  get(version: string): Promise<ScriptFiles | null>
}
