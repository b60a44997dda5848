import type { Dirent, Stats } from 'node:fs'
import { lstat, open, opendir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Folder, FolderFile, Obstacle } from '../model/folder.ts'

const filesMax = 1_000_000

/** Opens a folder of the disk, or one file as a folder of one; why it cannot be read, where it cannot. */
export const openFolderOnDisk = async (path: string): Promise<Folder | { refused: string }> => {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause.code ?? '')
  if (found === 'ENOENT' || found === 'ENOTDIR') return { refused: `There is nothing at ${path}.` }
  if (typeof found === 'string') return { refused: `${path} cannot be read.` }
  // Only then is it opened: a pipe would wait for somebody to write to it.
  if (!found.isFile() && !found.isDirectory())
    return { refused: `${path} is neither a file nor a folder, so it is not read.` }
  if (!(await mayRead(path, found))) return { refused: `${path} cannot be read.` }
  if (found.isFile()) return folderOfOne(path, found.size)
  return {
    name: path,
    list: () => listFiles(path),
    read: (inside) => readFile(join(path, inside)),
  }
}

const mayRead = async (path: string, found: Stats): Promise<boolean> => {
  try {
    await (await (found.isDirectory() ? opendir(path) : open(path))).close()
    return true
  } catch {
    return false
  }
}

const folderOfOne = (path: string, sizeBytes: number): Folder => ({
  name: path,
  list: async () => [{ path: basename(path), sizeBytes }],
  read: (inside) => readFile(join(dirname(path), inside)),
})

// Since no link is followed, every folder is met once and the walk comes to an end.
const listFiles = async (root: string): Promise<FolderFile[]> => {
  const files: FolderFile[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => null)
    if (!entries) files.push({ path: folder || '.', ...blocked('folder_unreadable') })
    for (const entry of entries ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) folders.push(path)
      else files.push({ path, ...(await lookAt(entry, join(root, path))) })
    }
    if (files.length + folders.length > filesMax)
      throw new Error(`${root} holds more than ${filesMax} files; import it in parts.`)
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

const lookAt = async (entry: Dirent, path: string): Promise<Omit<FolderFile, 'path'>> => {
  if (entry.isSymbolicLink()) return blocked('link')
  if (!entry.isFile()) return blocked('special_file')
  const found = await lstat(path).catch(() => null)
  return found ? { sizeBytes: found.size } : blocked('file_unreadable')
}

const blocked = (obstacle: Obstacle): Omit<FolderFile, 'path'> => ({ sizeBytes: 0, obstacle })
