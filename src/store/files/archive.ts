import type { FolderFile, Obstacle } from '../../model/folder.ts'

/** The limits that every archive is read within. */
export const archiveLimits = {
  members: 1_000_000,
  nameChars: 1_000,
  memberBytes: 512 * 1024 * 1024,
  /** Of all members of an archive together. */
  unpackedBytes: 64 * 1024 ** 3,
  /** How many times larger than packed, once it is more than `ratioFromBytes`. */
  ratio: 250,
  ratioFromBytes: 16 * 1024 * 1024,
} as const

/** A source of imports whose files can be inspected and passed on as files on disk. */
export type OpenedFiles = {
  list(): Promise<readonly FolderFile[]>
  walk?(): AsyncIterable<FolderFile>
  read(path: string): Promise<Buffer>
  /** The first bytes of a file, at least 512 where it has them. */
  head(path: string): Promise<Buffer>
  /** Where a file is on disk; unpacks it first if it must. */
  onDisk(path: string): Promise<string>
  close(): Promise<void>
}

/** Why an archive cannot be used, as the rest of a sentence. */
export type ArchiveFault = { fault: string }

/** The types of archive, by their first bytes. */
export type ArchiveKind = 'zip' | 'tar' | 'gzip'

/** How many first bytes it takes to recognise an archive. */
export const headBytes = 512

const marks: readonly { kind: ArchiveKind; at: number; bytes: string }[] = [
  { kind: 'zip', at: 0, bytes: 'PK\x03\x04' },
  { kind: 'zip', at: 0, bytes: 'PK\x05\x06' },
  { kind: 'gzip', at: 0, bytes: '\x1f\x8b\x08' },
  { kind: 'tar', at: 257, bytes: 'ustar' },
]

/** Recognises an archive by its first bytes; null for anything else. */
export function archiveKindOf(head: Buffer): ArchiveKind | null {
  const text = head.toString('latin1')
  return marks.find(({ at, bytes }) => text.startsWith(bytes, at))?.kind ?? null
}

/** A member that is not read, and why. */
export function blocked(path: string, obstacle: Obstacle, detail?: string): FolderFile {
  return {
    path,
    sizeBytes: 0,
    obstacle,
    ...(detail ? { detail } : {}),
  }
}

/** The path of a member in its archive, or null if its name is invalid or could lead out of it. */
export function memberPathOf(name: string): string | null {
  const path = name.replace(/^(\.\/)+/, '')
  if (path === '' || path.length > archiveLimits.nameChars || /[\0\\]/.test(path)) return null
  if (/^(\/|[a-z]:)/i.test(path)) return null
  const parts = path.split('/')
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : path
}

/** Says how sizes exceed the limits of an archive, as the rest of a sentence; null if they do not. */
export function excessOf(packedBytes: number, unpackedBytes: number): string | null {
  const { ratio, ratioFromBytes, unpackedBytes: most } = archiveLimits
  if (unpackedBytes > most) return `it unpacks to more than ${most / 1024 ** 3} GiB`
  if (unpackedBytes > ratioFromBytes && unpackedBytes > packedBytes * ratio)
    return `it unpacks to more than ${ratio} times its size`
  return null
}

/** Members in the order of their paths. */
export function inOrder(files: ReadonlyMap<string, FolderFile>): FolderFile[] {
  return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

const faultCharsMax = 120

/** A library's message about a broken archive, on one line and without its full stop. */
export function plainFault(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, faultCharsMax)
    .replace(/\.+$/, '')
}
