/** What an import remembered under a name, and the stamp it was true for. */
export type ImportCacheEntry = { stamp: string; body: string }

/**
 * What earlier imports made of files, so that one that is unchanged need not be read again. It only saves work:
 * whatever it forgets is found out anew, and it is this machine's alone, so it answers at once.
 */
export type ImportCache = {
  recall(name: string): ImportCacheEntry | null
  /** What was remembered under that name gives way. */
  remember(name: string, entry: ImportCacheEntry): void
  close(): void
}
