/** A name as it is written in a command: in quotation marks unless it is plain. */
export function quotedForShell(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name}"`
}
