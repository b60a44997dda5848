import { posix } from 'node:path'

/** The folder a path lies in; empty at the root. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

/** The names of the folders a path lies in, from the root. */
export function foldersOf(path: string): string[] {
  return folderOf(path).split('/').filter(Boolean)
}

/** The file's name without its last extension. */
export function stemOf(path: string): string {
  return posix.parse(path).name
}

/** The last extension in lower case without its dot; empty if there is none. */
export function extensionOf(path: string): string {
  return posix.extname(path).slice(1).toLowerCase()
}

/** Resolves a name in a folder; null if it would lead out of the root. */
export function resolveIn(folder: string, name: string): string | null {
  const path = posix.normalize(posix.join(folder, name))
  return path.startsWith('..') || posix.isAbsolute(path) ? null : path
}

/** The last number in a stem without leading zeros; null if there is none. */
export function pageNumberOf(stem: string): string | null {
  const digits = stem.match(/\d+/g)?.at(-1)
  return digits === undefined ? null : digits.replace(/^0+(?=\d)/, '')
}

const partsMax = 32

/**
 * The paths that a name in a file may mean, best first: the name as it is, then its last part alone. Windows
 * paths, web addresses and percent-encoding are understood. An absolute path begins somewhere else, so every
 * end of it is tried, the longest first.
 */
export function meaningsOf(name: string): string[] {
  const given = name.trim()
  return [...new Set([decodePercent(given), given].flatMap(waysOf))]
}

function waysOf(name: string): string[] {
  const path = name.replace(/^file:\/*/i, '/').replaceAll('\\', '/')
  const plain = path.replace(/^https?:\/\/[^/?#]*([^?#]*).*$/is, '/$1')
  const isAbsolute = /^(\/|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(plain)
  const last = posix.basename(plain)
  if (last === '' || last === '.' || last === '..') return []
  if (!isAbsolute) return plain === last ? [last] : [plain, last]
  const parts = posix.normalize(plain).split('/').filter(Boolean).slice(-partsMax)
  return parts.map((_, place) => parts.slice(place).join('/'))
}

function decodePercent(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Says whether two paths lie in the same folder, or in folders that differ by one name only. */
export function areNear(a: string, b: string): boolean {
  const [long, short] = [foldersOf(a), foldersOf(b)].toSorted((x, y) => y.length - x.length)
  if (!long || !short || long.length - short.length > 1) return false
  const before = short.findIndex((name, place) => name !== long[place])
  if (before < 0) return true
  const skip = long.length === short.length ? before + 1 : before
  return long.slice(before + 1).join('/') === short.slice(skip).join('/')
}
