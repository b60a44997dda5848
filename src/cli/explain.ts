const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program is listening on this address. Choose another with --port or --host.',
  EADDRNOTAVAIL: 'This machine does not have the address to listen on; see --host.',
  ENOTFOUND: 'The host to listen on is neither an address nor a known name; see --host.',
  EAI_AGAIN: 'The host name could not be looked up; see --host.',
  EACCES: 'Incipit lacks permission for a file or port; see --data and --port.',
  ENOSPC: 'The disk is full.',
  EROFS: 'The data folder cannot be written to; see --data.',
  ENOTDIR: 'The data folder, or a part of its path, is not a folder; see --data.',
  EEXIST: 'There is a file where the data folder should be; see --data.',
  SQLITE_FULL: 'The disk is full.',
  SQLITE_READONLY: 'The data folder cannot be written to; see --data.',
  SQLITE_CANTOPEN: 'The store in the data folder cannot be opened; see --data.',
  SQLITE_NOTADB: 'The file incipit.sqlite in the data folder was not written by Incipit.',
  SQLITE_CORRUPT: 'The store in the data folder is damaged; restore it from your last backup.',
  SQLITE_BUSY: 'The store was busy for too long. Check whether another program has it open.',
}

/** Explains why a command failed, as a sentence for the operator with the cause in parentheses. */
export function explainFailure(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = 'code' in cause ? String(cause.code) : ''
  const isFolder = 'syscall' in cause && cause.syscall === 'mkdir'
  const sentence =
    sentences[code] ??
    sentences[code.split('_').slice(0, 2).join('_')] ??
    (isFolder ? 'The data folder cannot be made here; see --data.' : undefined)
  return sentence ? `${sentence} (${cause.message})` : cause.message
}
