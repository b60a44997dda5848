import { createHash } from 'node:crypto'
import type { ScriptFiles } from '../../model/script.ts'

const hexDigits = 16

/** Names the version of a script's files: the first 16 hexadecimal digits of SHA-256 over names, sizes and bytes. */
export function versionOf(files: ScriptFiles): string {
  const hash = createHash('sha256')
  for (const [name, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name} ${bytes.length}\n`).update(bytes)
  return hash.digest('hex').slice(0, hexDigits)
}
