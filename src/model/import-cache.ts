/** What an import remembered under a name, and the stamp it was true for. */
export type ImportCacheEntry = { stamp: string; body: string }

/**
 * What earlier imports made of files, so that an unchanged file need not be read again. It only saves work:
 * whatever it forgets is computed again. It belongs to this machine, so it answers at once.
 */
export type ImportCache = {
  recall(name: string): ImportCacheEntry | null
  /** Replaces what was remembered under that name. */
  remember(name: string, entry: ImportCacheEntry): void
  close(): void
}
