const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The address to listen on is taken; choose another with --port or --host.',
  EADDRNOTAVAIL: 'The machine has no such address to listen on; see --host.',
  ENOTFOUND: 'No host of this name is known, and no address looks like this; see --host.',
  EAI_AGAIN: 'The name of the host could not be looked up; see --host.',
  EACCES: 'A file or port is not ours to use; see --data and --port.',
  ENOSPC: 'The disk is full.',
  EROFS: 'The data folder cannot be written to; see --data.',
  ENOTDIR: 'The data folder is, or lies in, something that is no folder; see --data.',
  EEXIST: 'The data folder is something else than a folder; see --data.',
  SQLITE_FULL: 'The disk is full.',
  SQLITE_READONLY: 'The data folder cannot be written to; see --data.',
  SQLITE_CANTOPEN: 'The store in the data folder cannot be opened; see --data.',
  SQLITE_NOTADB: 'The file incipit.sqlite in the data folder is not a store of Incipit.',
  SQLITE_CORRUPT: 'The store in the data folder is damaged; take the last copy you have of it.',
  SQLITE_BUSY: 'The store has been busy for too long; is another program holding it?',
}

/** Tells why a command failed, as a sentence for the operator with the cause behind it. */
export function explainFailure(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = 'code' in cause ? String(cause.code) : ''
  const sentence = sentences[code] ?? sentences[code.split('_').slice(0, 2).join('_')]
  return sentence ? `${sentence} (${cause.message})` : cause.message
}
