import type { BigIntStats, Dirent, Stats } from 'node:fs'
import { lstat, open, opendir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Folder, FolderFile, Obstacle } from '../../model/folder.ts'

const filesMax = 1_000_000
const depthMax = 100
const runFilesMax = 10_000

/** A folder on disk, or one file as a folder, that says where its files are. */
export type DiskFolder = Folder & { isFile: boolean; pathOf(inside: string): string }

/** Opens a folder on disk, or one file as a folder; says why if it cannot be read. */
export async function openFolderOnDisk(path: string): Promise<DiskFolder | { refused: string }> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause.code ?? '')
  if (found === 'ENOENT' || found === 'ENOTDIR') return { refused: `${path} does not exist.` }
  if (typeof found === 'string') return { refused: `${path} cannot be read.` }
  // Checked before opening: a pipe would wait for somebody to write to it.
  if (!found.isFile() && !found.isDirectory())
    return { refused: `${path} is neither a file nor a folder.` }
  if (!(await mayRead(path, found))) return { refused: `${path} cannot be read.` }
  if (found.isFile()) return folderOfOne(path)
  const pathOf = (inside: string): string => join(path, inside)
  const read = (inside: string): Promise<Buffer> => readFile(pathOf(inside))
  return {
    name: path,
    isFile: false,
    list: () => listFiles(path),
    walk: () => walkFiles(path),
    read,
    pathOf,
  }
}

/** Why a path cannot be read, as a sentence; null if it can. */
export async function refuseUnreadable(path: string): Promise<string | null> {
  const folder = await openFolderOnDisk(path)
  return 'refused' in folder ? folder.refused : null
}

async function mayRead(path: string, found: Stats): Promise<boolean> {
  try {
    await (await (found.isDirectory() ? opendir(path) : open(path))).close()
    return true
  } catch {
    return false
  }
}

function folderOfOne(path: string): DiskFolder {
  const pathOf = (inside: string): string => join(dirname(path), inside)
  return {
    name: path,
    isFile: true,
    list: async () => [{ path: basename(path), ...factsOf(await stat(path, { bigint: true })) }],
    read: (inside) => readFile(pathOf(inside)),
    pathOf,
  }
}

async function listFiles(root: string): Promise<FolderFile[]> {
  const files: FolderFile[] = []
  for await (const file of walkFiles(root)) {
    files.push(file)
    if (files.length > filesMax)
      throw new Error(`${root} has more than ${filesMax} files; import it in parts.`)
  }
  return files
}

// No link is followed, so every folder is visited once and the walk ends.
async function* walkFiles(root: string, folder = '', depth = 0): AsyncGenerator<FolderFile> {
  const opened = await opendir(join(root, folder)).catch(() => null)
  if (!opened || depth > depthMax)
    return yield { path: folder || '.', ...blocked('folder_unreadable') }
  for await (const entries of sortedRuns(opened))
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) yield* walkFiles(root, path, depth + 1)
      else yield { path, ...(await lookAt(entry, join(root, path))) }
    }
}

// A folder of a million files does not fit in memory: it comes in runs, each sorted like whole paths.
async function* sortedRuns(folder: AsyncIterable<Dirent>): AsyncGenerator<Dirent[]> {
  let run: Dirent[] = []
  for await (const entry of folder) {
    run.push(entry)
    if (run.length < runFilesMax) continue
    yield run.toSorted(byPath)
    run = []
  }
  yield run.toSorted(byPath)
}

function byPath(a: Dirent, b: Dirent): number {
  return sortKeyOf(a) < sortKeyOf(b) ? -1 : 1
}

function sortKeyOf(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name
}

async function lookAt(entry: Dirent, path: string): Promise<Omit<FolderFile, 'path'>> {
  if (entry.isSymbolicLink()) return blocked('link')
  if (!entry.isFile()) return blocked('special_file')
  const found = await lstat(path, { bigint: true }).catch(() => null)
  return found ? factsOf(found) : blocked('file_unreadable')
}

// A file written just now may be written again with the same size and time, so it gets no stamp.
const settledMs = 2_000

function factsOf(found: BigIntStats): Omit<FolderFile, 'path'> {
  const sizeBytes = Number(found.size)
  if (Date.now() - Number(found.mtimeMs) < settledMs) return { sizeBytes }
  return { sizeBytes, stamp: [found.size, found.mtimeNs, found.ctimeNs, found.ino].join('-') }
}

function blocked(obstacle: Obstacle): Omit<FolderFile, 'path'> {
  return { sizeBytes: 0, obstacle }
}
